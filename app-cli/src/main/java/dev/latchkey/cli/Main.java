package dev.latchkey.cli;

import dev.latchkey.cli.command.Commands;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.console.Terminal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The entry point of the command line. On Ctrl-C and similar signals, the command is interrupted so that it can clean up, and a renewal in
 * progress is completed. The process then exits with 130, or with the code of the signal.
 */
public final class Main implements Runnable {
    private static final long SECONDS_TO_PUT_AWAY = 5;

    private final Thread command = Thread.currentThread();
    private final Commands commands = new Commands(Environment.ofThisProcess(), Terminal.ofThisProcess());
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isSignalled;

    private Main() {}

    /** Runs one command and exits with its exit code. */
    public static void main(String[] arguments) {
        Main process = new Main();
        Runtime.getRuntime().addShutdownHook(new Thread(process, "latchkey-shutdown"));
        int code = ExitCode.UNEXPECTED.code();
        try {
            code = process.commands.run(arguments);
            process.commands.awaitRenewals();
        } finally {
            process.ended.countDown();
        }
        if (!process.isSignalled) {
            // Not a plain return, because a library's thread could keep the process alive. Not System.exit either,
            // because since JDK 21 that initializes logging, to log the exit at a level that is disabled.
            Runtime.getRuntime().halt(code);
        }
    }

    /** The shutdown hook. */
    @Override
    public void run() {
        isSignalled = true;
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            ended.await(SECONDS_TO_PUT_AWAY, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.awaitRenewals();
    }
}
