package dev.latchkey.keyring.seal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of one command of a {@link KeyringChild}.
 *
 * @param command the command
 * @param millis how long it took, in milliseconds
 * @param said the result
 */
record Outcome(String command, long millis, String said) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d+) (.*)");

    /** Parses a child's output; skips other lines. */
    static List<Outcome> in(List<String> lines) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Outcome(line.group(1), Long.parseLong(line.group(2)), line.group(3)))
                .toList();
    }

    /** The result of each command; only the reason for a failure. */
    static List<String> said(List<String> lines) {
        return in(lines).stream().map(Outcome::brief).toList();
    }

    String brief() {
        return said.startsWith("FAIL ")
                ? String.join(" ", List.of(said.split(" ")).subList(0, 2))
                : said;
    }
}
