package dev.latchkey.cli.options;

import java.util.HashSet;
import java.util.Set;

/**
 * Fills {@link GlobalOptions} without picocli, from what needs no rule of picocli's: whatever it does not take, picocli is to be
 * asked about. Not safe for use by several threads.
 */
public final class PlainOptions {
    /** Those that may be repeated. */
    private static final Set<String> LISTS = Set.of("--scope", "--resource", "--api-origin");

    private final GlobalOptions options = new GlobalOptions();
    private final Set<String> given = new HashSet<>();

    /**
     * Takes an option, if it is one of all commands, comes with a value that cannot be taken for an option, and was not given
     * before.
     *
     * @return whether it was taken
     * @throws java.nio.file.InvalidPathException if it takes a path and this is none
     */
    public boolean take(String name, String value) {
        String longName = name.equals("-u") ? "--username" : name;
        return isPlain(value) && (given.add(longName) || LISTS.contains(longName)) && options.set(longName, value);
    }

    /** Whether the value cannot be taken for an option. */
    static boolean isPlain(String value) {
        return !value.isEmpty() && value.charAt(0) != '-';
    }

    /** What was taken. */
    public GlobalOptions options() {
        return options;
    }
}
