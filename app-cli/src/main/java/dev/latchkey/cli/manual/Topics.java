package dev.latchkey.cli.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The topics of {@code latchkey help}: texts that come with the program. */
public final class Topics {
    /** The one that is made of the table of commands. */
    public static final String OPTIONS = "options";

    /** Their names. */
    public static final List<String> NAMES =
            List.of("options", "environment", "exit-codes", "files", "formats", "providers", "security", "trouble");

    private Topics() {}

    /** The text of a topic, if there is one of that name. */
    public static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        if (name.equals(OPTIONS)) {
            return Optional.of(HelpText.ofAllOptions());
        }
        try (InputStream text = Topics.class.getResourceAsStream("topics/" + name + ".txt")) {
            if (text == null) {
                throw new IllegalStateException("the topic " + name + " is not in the package");
            }
            return Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
