package dev.latchkey.cli;

import dev.latchkey.cli.session.OpenSessions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens on Ctrl-C and the like: the command is interrupted and may put things away, and a renewal under way ends well.
 * The process then ends with 130, or what else belongs to the signal.
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

    /** From now on the thread is interrupted when the process is to end before {@link #commandEnded}. */
    static Shutdown install(Thread command, OpenSessions sessions) {
        Shutdown shutdown = new Shutdown(command, sessions);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "latchkey-shutdown"));
        return shutdown;
    }

    /** The command has put everything away. */
    void commandEnded() {
        ended.countDown();
    }

    /** Whether the process is ending already, by a signal, which gives it its exit code. */
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
