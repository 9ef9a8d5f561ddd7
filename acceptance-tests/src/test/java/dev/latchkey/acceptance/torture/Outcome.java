package dev.latchkey.acceptance.torture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How a run ended.
 *
 * @param options what it was
 * @param judge what happened
 * @param kills how many processes were killed
 * @param violations what must not have happened
 * @param folder where everything was written down
 */
record Outcome(TortureOptions options, Judge judge, int kills, List<String> violations, Path folder) {
    static String heading() {
        return "| mode | processes x threads | seconds | calls | refreshes | killed | answers dropped | repeated in grace"
                + " | reuses | forced logins | not explained |\n|---|---|---|---|---|---|---|---|---|---|---|";
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s%s | %d x %d | %d | %,d | %d | %d | %d | %d | %d | %d | %d |",
                options.mode().name().toLowerCase(Locale.ROOT),
                options.sealed() ? ", keyring" : "",
                options.processes(),
                options.threads(),
                options.duration().toSeconds(),
                judge.calls(),
                judge.refreshes(),
                kills,
                judge.answersDropped(),
                judge.repeats(),
                judge.reuses(),
                judge.forcedLogins(),
                violations.size());
    }
}
