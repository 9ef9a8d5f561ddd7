package dev.latchkey.keyring.seal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one command of a {@link KeyringChild} went.
 *
 * @param command the command
 * @param millis how long it took
 * @param said what came of it
 */
record Outcome(String command, long millis, String said) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d+) (.*)");

    /** What a child's lines say; other lines are passed over. */
    static List<Outcome> in(List<String> lines) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Outcome(line.group(1), Long.parseLong(line.group(2)), line.group(3)))
                .toList();
    }

    /** What came of each command; of a failure only the reason. */
    static List<String> said(List<String> lines) {
        return in(lines).stream().map(Outcome::brief).toList();
    }

    String brief() {
        return said.startsWith("FAIL ")
                ? String.join(" ", List.of(said.split(" ")).subList(0, 2))
                : said;
    }
}
