package dev.latchkey.acceptance.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservabilityPageTest {
    private static final Path PAGE = Path.of("../docs/observability.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/latchkey/acceptance/observability");

    @ParameterizedTest
    @ValueSource(strings = {"MicrometerListener", "OpenTelemetryListener"})
    void thePageShowsTheListenersThatAreTested(String name) throws IOException {
        String source = Files.readString(SOURCES.resolve(name + ".java"));
        String shown = source.substring(source.indexOf("import ")).strip();

        assertTrue(Files.readString(PAGE).contains("```java\n" + shown + "\n```"), "docs/observability.md: " + name);
    }

    /** In the order of the declaration, each with its outcome. */
    @Test
    void thePageListsEachEvent() throws IOException {
        List<String> kinds = Arrays.stream(SessionEvent.Kind.values())
                .map(kind -> kind + " " + kind.outcome())
                .toList();

        assertEquals(kinds, rows("\\| `([A-Z_]+)` \\| `([A-Z_]+)` \\|.*"));
    }

    @Test
    void thePageListsEachField() throws IOException {
        List<String> fields = Stream.of(SessionEvent.class, Measures.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(component ->
                        component.getName() + " " + component.getType().getSimpleName())
                .toList();

        assertEquals(fields, rows("\\| `([a-z][a-zA-Z]*)` \\| `(\\w+)[^`]*` \\|.*"));
    }

    private static List<String> rows(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
    }
}
