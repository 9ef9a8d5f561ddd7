package dev.latchkey.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsolePromptTest {
    private static final URI PAGE = URI.create("https://as.example.com/device?user_code=ABCD-EFGH");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<URI> opened = new ArrayList<>();

    @Test
    void urlAndCodeAreShownBeforeTheBrowserOpens() {
        ConsolePrompt prompt = new ConsolePrompt(terminal(true), false, page -> {
            assertTrue(shown().contains("ABCD-EFGH") && shown().contains(PAGE.toString()), shown());
            return opened.add(page);
        });

        prompt.show(prompt(Optional.of(PAGE)));

        assertEquals(List.of(PAGE), opened);
        assertTrue(shown().contains("Opening the page in your browser"), shown());
    }

    @Test
    void aUriThatIsNotSafeToOpenIsShownAsTextAndNotOpened() {
        new ConsolePrompt(terminal(true), false, opened::add).show(prompt(Optional.empty()));

        assertEquals(List.of(), opened);
        assertTrue(shown().contains("as.example.com/device"), shown());
    }

    @Test
    void withoutATerminalThereIsNeitherColourNorProgress() {
        ConsolePrompt prompt = new ConsolePrompt(terminal(false), false, page -> false);

        prompt.show(prompt(Optional.of(PAGE)));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.approved();

        assertFalse(shown().contains("\u001b") || shown().contains("\r"), shown());
    }

    @Test
    void progressIsOneLineThatIsClearedInTheEnd() {
        ConsolePrompt prompt = new ConsolePrompt(terminal(true), true, page -> false);

        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofSeconds(595));
        prompt.failed();

        assertFalse(shown().contains("\n"), shown());
        assertTrue(shown().contains("9 min 55 s left"), shown());
        assertTrue(shown().endsWith("\r\u001b[K"), shown());
    }

    private Terminal terminal(boolean isTerminal) {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                isTerminal,
                isTerminal);
    }

    private static DeviceCodePrompt prompt(Optional<URI> page) {
        return new DeviceCodePrompt(
                DisplayText.of("ABCD-EFGH"),
                DisplayText.of("http://as.example.com/device"),
                page,
                Optional.empty(),
                0,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5));
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
