package dev.latchkey.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The second process of {@link LockTrial}. */
final class LockProbe {
    static final int GOT_IN = 20;
    static final int KEPT_OUT = 21;

    private LockProbe() {}

    /** Takes the file; ends with one of the codes. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            Runtime.getRuntime().halt(lock == null ? KEPT_OUT : GOT_IN);
        }
    }
}
