package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Checks that a lock held by this process excludes another one; some network file systems only pretend to lock. */
record LockTrial(Path folder) {
    private static final long MOST_SECONDS = 10;

    private static final int GOT_IN = 20;
    private static final int KEPT_OUT = 21;

    Finding run() {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "doctor-", ".lock");
            try {
                return tryOut(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return failed("cannot be taken in " + folder + ": " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("not checked: interrupted");
        }
    }

    private Finding tryOut(Path file) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = System.getProperty("java.class.path");
            String probe = LockTrial.class.getName();
            Process other = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classes, probe, file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!other.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                other.destroyForcibly();
                return failed("not checked: a second process did not end");
            }
            return verdict(other.exitValue());
        }
    }

    private Finding verdict(int code) {
        return switch (code) {
            case KEPT_OUT -> Finding.ok("Locks", "working, in " + folder);
            case GOT_IN ->
                failed("not working: a second process took the same lock, in " + folder
                        + ". Set LATCHKEY_HOME to a folder on a local disk.");
            default -> failed("not checked: a second process exited with " + code);
        };
    }

    private static Finding failed(String detail) {
        return Finding.failed("Locks", ExitCode.STORAGE, detail);
    }

    /** The second process: tries to lock the file and exits with one of the codes. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            Runtime.getRuntime().halt(lock == null ? KEPT_OUT : GOT_IN);
        }
    }
}
