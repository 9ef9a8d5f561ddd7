package dev.latchkey.cli.credential;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The values of a server's {@code WWW-Authenticate} headers (RFC 9110 §11.6.1), each of which may hold several challenges.
 *
 * @param values the values, in order
 */
record Challenges(List<String> values) {
    /** What is quoted is a realm's name and the like, and not a scheme, whatever it says. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"?");

    Challenges {
        values = values.stream()
                .map(value -> QUOTED.matcher(value).replaceAll("\"\""))
                .toList();
    }

    /** Whether the server said nothing. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether one of them is of this scheme, in whatever case it is written. */
    boolean offer(String scheme) {
        Pattern challenge = Pattern.compile("(?:^|,)\\s*" + scheme + "(?:\\s|,|$)", Pattern.CASE_INSENSITIVE);
        return values.stream().anyMatch(value -> challenge.matcher(value).find());
    }
}
