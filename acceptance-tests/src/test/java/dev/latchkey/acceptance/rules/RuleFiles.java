package dev.latchkey.acceptance.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Lists the files in a folder. */
final class RuleFiles {
    /** What remains of a lock: it must not be deleted while another process may use it. */
    static final String LOCKS = "lock";

    private RuleFiles() {}

    /** The kinds of all files below a folder, by the ends of their names. */
    static Set<String> kindsBelow(Path folder) {
        Set<String> kinds = new TreeSet<>();
        try (var files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .forEach(kinds::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kinds;
    }
}
