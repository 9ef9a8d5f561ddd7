package dev.latchkey.cli;

import dev.latchkey.cli.session.OpenSessions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles Ctrl-C and similar signals: the command is interrupted so that it can clean up, and a renewal in progress is completed. The
 * process then exits with 130, or with the code of the signal.
 */
final class Shutdown implements Runnable {
    private static final long SECONDS_TO_PUT_AWAY = 5;

    private final Thread command;
    private final OpenSessions sessions;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isUnderWay;

    private Shutdown(Thread command, OpenSessions sessions) {
        this.command = command;
        this.sessions = sessions;
    }

    /** From now on, the thread is interrupted if the process is to exit before {@link #commandEnded} is called. */
    static Shutdown install(Thread command, OpenSessions sessions) {
        Shutdown shutdown = new Shutdown(command, sessions);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "latchkey-shutdown"));
        return shutdown;
    }

    /** The command has cleaned up. */
    void commandEnded() {
        ended.countDown();
    }

    /** Whether a signal is already ending the process and determines its exit code. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    @Override
    public void run() {
        isUnderWay = true;
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            ended.await(SECONDS_TO_PUT_AWAY, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.awaitRenewals();
    }
}
