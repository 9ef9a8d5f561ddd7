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
 * @param in what is piped in
 * @param out for results
 * @param err for a person
 * @param outIsTerminal whether a person sees {@code out}
 * @param errIsTerminal whether a person sees {@code err}
 * @param inIsTerminal whether a person types {@code in}
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

    /** Where there is no person: files and pipes. */
    public static Terminal of(InputStream in, PrintStream out, PrintStream err) {
        return new Terminal(in, out, err, false, false, false);
    }

    /** The same where a person sees what is written. */
    public Terminal seen() {
        return new Terminal(in, out, err, true, true, inIsTerminal);
    }

    /** The same where a person types what is read. */
    public Terminal typed() {
        return new Terminal(in, out, err, outIsTerminal, errIsTerminal, true);
    }

    /** Whether there is a person to ask. */
    public boolean isInteractive() {
        return inIsTerminal && errIsTerminal;
    }

    /** Asks a person; the answer is a line, and absent if there is none any more. */
    public Optional<String> ask(String question) {
        err.print(SafeLine.of(question));
        err.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            // Byte by byte: what comes after the line is not ours.
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

    /** Whether messages may be coloured: a person sees them and did not ask for none (no-color.org). */
    public boolean isColoured(Map<String, String> environment) {
        return errIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && takesEscapes(environment);
    }

    /** Whether the terminal says that it is one that understands escape sequences; Windows' understands them and says nothing. */
    static boolean takesEscapes(Map<String, String> environment) {
        String kind = environment.get("TERM");
        return kind == null
                ? environment.getOrDefault("OS", "").equals("Windows_NT")
                : !kind.isEmpty() && !kind.equals("dumb");
    }

    /** Whether what {@code out} goes to was closed by the program that read it, which has seen enough. */
    public boolean readerIsGone() {
        return out instanceof ResultStream results && results.readerIsGone();
    }

    /** A line of the result, for a person. */
    public void say(String text) {
        out.println(SafeLine.of(text));
    }

    /** A remark for a person, in addition to the result. */
    public void note(String text) {
        err.println(SafeLine.of(text));
    }

    /** A line with colours of our own; what comes from elsewhere in it is clean already. */
    void draw(String text) {
        err.println(text);
    }

    /** The result was made but could not be handed over: a full disk. */
    public void noteLostResult() {
        note("latchkey: The result could not be written to standard output.");
    }

    /** Something that a person should look into although the command goes on. */
    public void warn(String text) {
        note("latchkey: warning: " + text);
    }
}
