package dev.latchkey.cli.console;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.text.SafeLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * Where a command reads and writes. Results go to {@code out} as UTF-8, everything else to {@code err}.
 *
 * @param in what is piped in
 * @param out for results
 * @param err for a person
 * @param outIsTerminal whether a person sees {@code out}
 * @param errIsTerminal whether a person sees {@code err}
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    /** Programs that ask for a credential say it in a few lines. */
    private static final int LONGEST_INPUT = 1 << 16;

    public Terminal {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
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

    /**
     * What another program pipes in, to its end.
     *
     * @throws UsageException if it is so long that it would have to be cut, which would make another host of a long one
     * @throws UncheckedIOException if it cannot be read
     */
    public String readAll() {
        try {
            byte[] input = in.readNBytes(LONGEST_INPUT + 1);
            if (input.length > LONGEST_INPUT) {
                throw new UsageException("Standard input is longer than " + LONGEST_INPUT + " bytes.");
            }
            return new String(input, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read.", e);
        }
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
