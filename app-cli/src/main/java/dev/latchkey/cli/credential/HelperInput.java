package dev.latchkey.cli.credential;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What another program pipes into a credential helper: lines that end with LF, and with nothing else. */
public final class HelperInput {
    private static final String LF = "\n";

    /** Programs that ask for a credential say it in a few lines. */
    private static final int LONGEST = 1 << 16;

    private HelperInput() {}

    /** What another program pipes in, to its end; refused if it would have to be cut, which makes another host of a long one. */
    public static String read(InputStream in) {
        try {
            byte[] input = in.readNBytes(LONGEST + 1);
            if (input.length > LONGEST) {
                throw new UsageException("Standard input is longer than " + LONGEST + " bytes.");
            }
            return new String(input, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read.", e);
        }
    }

    /** The input as it is; refused if there is a CR or NUL in it, which some programs read as the end of a line or of the text. */
    public static String checked(String input) {
        if (input.indexOf('\r') >= 0 || input.indexOf('\0') >= 0) {
            throw new UsageException(
                    "The input contains a CR or NUL character, which no host name or protocol may contain."
                            + " No credential was given out.");
        }
        return input;
    }

    /** The one line that the input is, without the LF at its end; refused if there is a second one. */
    public static String line(String input) {
        String checked = checked(input);
        String line = checked.endsWith(LF) ? checked.substring(0, checked.length() - 1) : checked;
        if (line.contains(LF)) {
            throw new UsageException(
                    "The input must be a single line, the registry's address." + " No credential was given out.");
        }
        return line;
    }

    /** A name that the person chose by that option, as it is; refused if it cannot be in a line that another program reads. */
    public static String checkedName(String option, String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    option + " must not be empty and must not contain line breaks or other control characters.");
        }
        return name;
    }

    /** The origin of a URL with a host, an optional port and an optional path, and with nothing else; empty for any other text. */
    public static Optional<Origin> origin(String url) {
        int end = url.indexOf("://");
        return Uris.parse(url)
                .filter(parsed -> end > 0 && parsed.getRawAuthority() != null)
                .filter(parsed -> parsed.getRawQuery() == null && parsed.getRawFragment() == null)
                .flatMap(parsed -> Origin.ofAuthority(url.substring(0, end), parsed.getRawAuthority()));
    }
}
