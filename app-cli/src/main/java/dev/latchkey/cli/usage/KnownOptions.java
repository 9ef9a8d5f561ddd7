package dev.latchkey.cli.usage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The commands and their options as the package wrote them down: one line for all commands, then one for each command that takes
 * nothing but options, none of them required.
 *
 * @param commands all commands that help shows
 * @param options the options of a command, by its name, in their order
 * @param flags those of them that take no value, by the command's name
 */
record KnownOptions(List<String> commands, Map<String, List<String>> options, Map<String, Set<String>> flags) {
    private static final String RESOURCE = "options.txt";

    /** What was written down, or null if this was not packaged, or not well. */
    static @Nullable KnownOptions packaged() {
        try (InputStream text = KnownOptions.class.getResourceAsStream(RESOURCE)) {
            return text == null ? null : read(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads what {@link OptionTable} writes; null for anything else. */
    static @Nullable KnownOptions read(String text) {
        String[] lines = text.split("\n", -1);
        int last = lines.length - 2; // The text ends with a line feed.
        if (last < 2 || !lines[0].equals(OptionTable.MARK) || !lines[last].equals(OptionTable.MARK)) {
            return null;
        }
        Map<String, List<String>> options = new HashMap<>();
        Map<String, Set<String>> flags = new HashMap<>();
        for (int line = 2; line < last; line++) {
            StringTokenizer words = new StringTokenizer(lines[line], " ");
            String command = words.nextToken();
            List<String> names = new ArrayList<>();
            Set<String> without = new HashSet<>();
            while (words.hasMoreTokens()) {
                String word = words.nextToken();
                boolean hasValue = word.endsWith(OptionTable.VALUE);
                String name = hasValue ? word.substring(0, word.length() - 1) : word;
                names.add(name);
                if (!hasValue) {
                    without.add(name);
                }
            }
            options.put(command, names);
            flags.put(command, without);
        }
        return new KnownOptions(List.of(lines[1].split(" ", -1)), options, flags);
    }
}
