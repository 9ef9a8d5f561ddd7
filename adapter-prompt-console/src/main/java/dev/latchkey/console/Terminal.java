package dev.latchkey.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    public Terminal {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
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

    /** Reports that the result could not be written, for example because the disk is full. */
    public void noteLostResult() {
        note("latchkey: The result could not be written to standard output.");
    }

    /** Warns about something that the person should look into, although the command continues. */
    public void warn(String text) {
        note("latchkey: warning: " + text);
    }
}
