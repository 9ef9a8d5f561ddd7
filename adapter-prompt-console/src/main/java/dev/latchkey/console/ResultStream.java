package dev.latchkey.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard output, which can tell a reader that went away from a result that was lost. */
public final class ResultStream extends PrintStream {
    private static final Path PATH = Path.of("/dev/fd/1");
    /** The bits of a file's mode that say what it is (POSIX, sys/stat.h). */
    private static final int TYPE = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    ResultStream() {
        // Programs read results as UTF-8, whatever the locale of a person is.
        super(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }

    /** Whether something could not be written, and it goes to a pipe: that fails for no other reason. */
    boolean readerIsGone() {
        return checkError() && isPipe();
    }

    /** Whether standard output is a pipe or a socket; false where that cannot be told. */
    public static boolean isPipe() {
        try {
            int type = (Integer) Files.getAttribute(PATH, "unix:mode") & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
