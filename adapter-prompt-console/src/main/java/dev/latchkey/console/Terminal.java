package dev.latchkey.console;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a command reads and writes. Results go to {@code out} as UTF-8, everything else to {@code err}.
 *
 * @param in standard input
 * @param out for results
 * @param err for messages to the person
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 * @param inIsTerminal whether {@code in} is a terminal
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean inIsTerminal) {
    /** The launcher can tell which descriptors are terminals and lists them in this property: {@code 012} for all. */
    private static final String TERMINALS = "latchkey.terminals";

    public Terminal {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /** The terminal that this process was started with. */
    public static Terminal ofThisProcess() {
        return new Terminal(
                System.in,
                new ResultStream(),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charsetOfMessages()),
                isTerminal('1'),
                isTerminal('2'),
                isTerminal('0'));
    }

    /** Input and output that are files or pipes, without a person. */
    public static Terminal of(InputStream in, PrintStream out, PrintStream err) {
        return new Terminal(in, out, err, false, false, false);
    }

    /** The same, with output that is displayed on a terminal. */
    public Terminal seen() {
        return new Terminal(in, out, err, true, true, inIsTerminal);
    }

    /** The same, with input that is typed on a terminal. */
    public Terminal typed() {
        return new Terminal(in, out, err, outIsTerminal, errIsTerminal, true);
    }

    /** Whether there is a person to ask. */
    public boolean isInteractive() {
        return inIsTerminal && errIsTerminal;
    }

    /** Asks the person and returns the line they enter; empty at the end of the input. */
    public Optional<String> ask(String question) {
        err.print(SafeLine.of(question));
        err.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            // Read byte by byte, because input after this line is for others.
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return Optional.empty();
                }
                line.write(b);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }

    /** Whether messages may be coloured: {@code err} is a terminal and colours are not disabled (no-color.org). */
    public boolean isColoured(Map<String, String> environment) {
        return errIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && takesEscapes(environment);
    }

    /** Whether the environment says that the terminal supports escape sequences. Windows' terminal supports them but does not say so. */
    static boolean takesEscapes(Map<String, String> environment) {
        String kind = environment.get("TERM");
        return kind == null
                ? environment.getOrDefault("OS", "").equals("Windows_NT")
                : !kind.isEmpty() && !kind.equals("dumb");
    }

    /** Whether the program that reads {@code out} closed it because it has seen enough. */
    public boolean readerIsGone() {
        return out instanceof ResultStream results && results.readerIsGone();
    }

    /** Writes a line of the result for the person. */
    public void say(String text) {
        out.println(SafeLine.of(text));
    }

    /** Writes a note for the person, in addition to the result; on a terminal it is wrapped, elsewhere it stays one line. */
    public void note(String text) {
        String line = SafeLine.of(text);
        err.println(errIsTerminal ? WordWrap.of(line) : line);
    }

    /** Writes a line with our own colours; text in it from elsewhere must already be safe to display. */
    void draw(String text) {
        err.println(text);
    }

    /** Warns about something that the person should look into, although the command continues. */
    public void warn(String text) {
        note("latchkey: warning: " + text);
    }

    private static boolean isTerminal(char descriptor) {
        String known = System.getProperty(TERMINALS);
        return known == null ? hasConsole() : known.indexOf(descriptor) >= 0;
    }

    /** Since JDK 22, there is a console even without a terminal. */
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The C locale implies ASCII, but terminals limited to ASCII no longer exist. */
    private static Charset charsetOfMessages() {
        String name = System.getProperty("stderr.encoding", System.getProperty("native.encoding"));
        if (name == null || !Charset.isSupported(name)) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = Charset.forName(name);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** Standard output that can distinguish a reader that went away from a result that was lost. */
    private static final class ResultStream extends PrintStream {
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
        private static boolean isPipe() {
            try {
                int type = (Integer) Files.getAttribute(PATH, "unix:mode") & TYPE;
                return type == PIPE || type == SOCKET;
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return false;
            }
        }
    }
}
