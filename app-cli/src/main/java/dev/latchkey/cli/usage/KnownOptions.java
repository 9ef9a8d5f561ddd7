package dev.latchkey.cli.usage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** What was written down, or null if this was not packaged. */
    static @Nullable KnownOptions packaged() {
        try (InputStream text = KnownOptions.class.getResourceAsStream(RESOURCE)) {
            return text == null ? null : read(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads what {@link OptionTable} writes. */
    static KnownOptions read(String text) {
        List<String> commands = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        Map<String, Set<String>> flags = new HashMap<>();
        StringTokenizer lines = new StringTokenizer(text, "\n");
        commands.addAll(Arrays.asList(lines.nextToken().split(" ", -1)));
        while (lines.hasMoreTokens()) {
            StringTokenizer words = new StringTokenizer(lines.nextToken(), " ");
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
        return new KnownOptions(commands, options, flags);
    }
}
