package dev.latchkey.cli.command;

import dev.latchkey.cli.line.UsageException;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The input that another program pipes to a credential helper: lines that end with LF only. */
final class HelperInput {
    /** Far more than the few lines of a request. */
    private static final int LONGEST = 1 << 16;

    private HelperInput() {}

    /** Reads the input to its end. Refuses input that is too long: cutting it could change the host. */
    static String read(InputStream in) {
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

    /** Returns the input unchanged. Refuses CR and NUL, which some programs treat as the end of a line or of the text. */
    static String checked(String input) {
        if (input.indexOf('\r') >= 0 || input.indexOf('\0') >= 0) {
            throw new UsageException(
                    "The input contains a CR or NUL character, which no host name or protocol may contain."
                            + " No credential was given out.");
        }
        return input;
    }

    /** The only line of the input, without the LF at its end. Refuses further lines. */
    static String line(String input) {
        String line = checked(input);
        int end = line.indexOf('\n');
        if (end >= 0 && end < line.length() - 1) {
            throw new UsageException(
                    "The input must be a single line, the registry's address. No credential was given out.");
        }
        return end < 0 ? line : line.substring(0, end);
    }

    /** Returns the name given with this option unchanged. Refuses a name that cannot be part of a line. */
    static String checkedName(String option, String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    option + " must not be empty and must not contain line breaks or other control characters.");
        }
        return name;
    }

    /** The origin of a URL that consists of a host, an optional port and an optional path; empty for any other text. */
    static Optional<Origin> origin(String url) {
        int end = url.indexOf("://");
        return Uris.parse(url)
                .filter(parsed -> end > 0 && parsed.getRawAuthority() != null)
                .filter(parsed -> parsed.getRawQuery() == null && parsed.getRawFragment() == null)
                .flatMap(parsed -> Origin.ofAuthority(url.substring(0, end), parsed.getRawAuthority()));
    }
}
