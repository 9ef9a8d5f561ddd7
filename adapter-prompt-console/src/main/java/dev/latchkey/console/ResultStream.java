package dev.latchkey.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard output that can distinguish a reader that went away from a result that was lost. */
public final class ResultStream extends PrintStream {
    private static final Path PATH = Path.of("/dev/fd/1");
    /** The bits of a file's mode that hold its type (POSIX, sys/stat.h). */
    private static final int TYPE = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    ResultStream() {
        // Programs read results as UTF-8, whatever the person's locale.
        super(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }

    /** Whether a write to a pipe failed. Writing to a pipe fails only if the reader is gone. */
    boolean readerIsGone() {
        return checkError() && isPipe();
    }

    /** Whether standard output is a pipe or a socket; false if that cannot be determined. */
    public static boolean isPipe() {
        try {
            int type = (Integer) Files.getAttribute(PATH, "unix:mode") & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
