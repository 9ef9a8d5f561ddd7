package dev.latchkey.cli.line;

import dev.latchkey.model.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Texts that are part of the program: the topics of {@code latchkey help}, and completion scripts. */
public final class Topics {
    public static final List<String> NAMES =
            List.of("options", "environment", "exit-codes", "files", "formats", "providers", "security", "trouble");

    /** bash 3.2, zsh 5, fish 3, and later versions. */
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private Topics() {}

    /** The text of a topic, if there is one with this name. */
    public static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        // This one is generated from the table of commands.
        return Optional.of(name.equals("options") ? HelpText.ofAllOptions() : resource("topics/" + name + ".txt"));
    }

    /** The completion script for a shell. It runs {@code latchkey complete} for each completion. */
    public static String script(String shell) {
        String name = shell.toLowerCase(Locale.ROOT);
        if (!SHELLS.contains(name)) {
            throw new UsageException(
                    "There is no script for \"" + DisplayText.clean(shell, 80) + "\", only for bash, zsh and fish.");
        }
        return resource("completion/" + name);
    }

    private static String resource(String name) {
        try (InputStream text = Topics.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
