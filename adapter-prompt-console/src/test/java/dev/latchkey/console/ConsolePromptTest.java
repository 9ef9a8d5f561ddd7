package dev.latchkey.console;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConsolePromptTest {
    private static final URI PAGE = URI.create("https://as.example.com/device?user_code=ABCD-EFGH");

    private static final Map<String, String> UTF_8 = Map.of("LANG", "en_GB.UTF-8", "TERM", "xterm");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<URI> opened = new ArrayList<>();

    @Test
    void urlAndCodeAreShownBeforeTheBrowserOpens() {
        ConsolePrompt prompt = new ConsolePrompt(
                terminal(true),
                PromptStyle.plain(),
                page -> {
                    assertTrue(shown().contains("ABCD-EFGH") && shown().contains(PAGE.toString()), shown());
                    return opened.add(page);
                },
                code -> false);

        prompt.show(prompt(Optional.of(PAGE)));

        assertEquals(List.of(PAGE), opened);
        assertTrue(shown().contains("Opening the page in your browser"), shown());
    }

    @Test
    void aUriThatIsNotSafeToOpenIsShownAsTextAndNotOpened() {
        new ConsolePrompt(terminal(true), PromptStyle.plain(), opened::add, code -> false)
                .show(prompt(Optional.empty()));

        assertEquals(List.of(), opened);
        assertTrue(shown().contains("as.example.com/device"), shown());
    }

    @Test
    void withoutATerminalThereIsNeitherColourNorProgress() {
        ConsolePrompt prompt = new ConsolePrompt(
                terminal(false), PromptStyle.of(terminal(false), UTF_8, Set.of()), page -> false, code -> false);

        prompt.show(prompt(Optional.of(PAGE)));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.approved();

        assertFalse(shown().contains("\u001b") || shown().contains("\r"), shown());
    }

    @Test
    void aWarningIsALineOfItsOwnBesideTheProgress() {
        ConsolePrompt prompt = new ConsolePrompt(terminal(true), style(24, 80), page -> false, code -> false);

        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.warning(DisplayText.of("the server answered with status 503"));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.approved();

        assertTrue(
                shown().contains("\r\u001b[Klatchkey: warning: the server answered with status 503."
                        + System.lineSeparator()),
                shown());
    }

    @Test
    void progressIsOneLineThatIsClearedInTheEnd() {
        ConsolePrompt prompt = new ConsolePrompt(terminal(true), style(24, 80), page -> false, code -> false);

        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofSeconds(595));
        prompt.failed();

        assertFalse(shown().contains("\n"), shown());
        assertTrue(shown().contains("9 min 55 s left"), shown());
        assertTrue(shown().endsWith("\r\u001b[K"), shown());
    }

    @Test
    void theNextCheckIsCountedDownWithinEightyColumns() {
        String text = Countdown.text(Duration.ofSeconds(59), Duration.ofSeconds(3599));

        assertEquals("Waiting for you to approve; 59 min 59 s left; next check in 59 s.", text);
        assertTrue(text.length() < 78);
        assertTrue(Countdown.text(Duration.ofMillis(-3), Duration.ofMinutes(1)).endsWith("; checking."));
    }

    @Test
    void theCountdownStaysInOneRowHoweverNarrowTheWindowIs() {
        for (int columns = 1; columns <= 80; columns++) {
            err.reset();
            ConsolePrompt prompt = prompt(style(24, columns));
            for (int left = 0; left < 700; left += 70) {
                prompt.waiting(Duration.ofSeconds(left % 40), Duration.ofSeconds(left));
            }
            prompt.approved();

            assertEquals(0, rowsBegun(shown().replace("\u001b[?7l", ""), columns), "columns: " + columns);
            assertTrue(columns < 20 || shown().contains("10 min 30 s left"), shown());
        }
    }

    @Test
    void theCountdownFollowsAWindowThatShrinks() {
        AtomicInteger columns = new AtomicInteger(80);
        ConsolePrompt prompt = new ConsolePrompt(
                terminal(true), style(24, 80), page -> false, code -> false, () -> new ScreenSize(24, columns.get()));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        err.reset();
        columns.set(40);

        for (int left = 599; left > 500; left--) {
            prompt.waiting(Duration.ofSeconds(5), Duration.ofSeconds(left));
        }
        prompt.approved();

        assertEquals(0, rowsBegun(shown().replace("\u001b[?7l", ""), 40));
    }

    @Test
    void whereTheWidthIsNotKnownTheTerminalIsToldToCut() {
        ConsolePrompt prompt = prompt(style(0, 0));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(9));
        prompt.approved();

        assertTrue(shown().contains("Waiting for you to approve; 10 min left; next check in 5 s."), shown());
        assertEquals(0, rowsBegun(shown(), 20));
        assertTrue(shown().lastIndexOf("\u001b[?7h") > shown().lastIndexOf("\u001b[?7l"), shown());
    }

    /** How many rows a terminal of this width would begin. */
    private static int rowsBegun(String written, int columns) {
        int rows = 0;
        int column = 0;
        boolean wraps = true;
        for (int i = 0; i < written.length(); i++) {
            if (written.startsWith("\u001b[?7", i)) {
                wraps = written.charAt(i + 4) == 'h';
                i += 4;
            } else if (written.startsWith("\u001b[K", i)) {
                i += 2;
            } else if (written.charAt(i) == '\r') {
                column = 0;
            } else if (written.charAt(i) == '\n' || column == columns && wraps) {
                rows++;
                column = 1;
            } else {
                column = Math.min(column + 1, columns);
            }
        }
        return rows;
    }

    @Test
    void aQrCodeIsShownBelowTheCodeWhereThereIsRoom() {
        prompt(style(40, 100)).show(prompt(Optional.of(PAGE)));

        assertTrue(shown().indexOf("ABCD-EFGH") < shown().indexOf("█"), shown());
        List<String> picture =
                shown().lines().filter(line -> line.contains("[30;107m")).toList();
        assertTrue(picture.size() > 10 && picture.size() <= 40 - 11, shown());
    }

    @Test
    void withoutRoomOrAPageThatIsSafeToOpenThereIsNoQrCode() {
        prompt(style(24, 80)).show(prompt(Optional.of(PAGE)));
        prompt(style(100, 30)).show(prompt(Optional.of(PAGE)));
        prompt(style(100, 100)).show(prompt(Optional.empty()));
        prompt(PromptStyle.plain()).show(prompt(Optional.of(PAGE)));

        assertFalse(shown().contains("[30;107m"), shown());
    }

    @Test
    void theCodeIsCopiedIfAskedForAndSaid() {
        List<String> copied = new ArrayList<>();

        new ConsolePrompt(terminal(true), PromptStyle.plain(), page -> false, copied::add)
                .show(prompt(Optional.of(PAGE)));

        assertEquals(List.of("ABCD-EFGH"), copied);
        assertTrue(shown().contains("on your clipboard"), shown());
    }

    @Test
    void aDumbTerminalAndAScreenReaderGetPlainLines() {
        assertEquals(PromptStyle.plain(), PromptStyle.of(terminal(true), Map.of("TERM", "dumb"), Set.of()));
        assertEquals(PromptStyle.plain(), PromptStyle.of(terminal(true), Map.of("TERM", ""), Set.of()));
        assertEquals(PromptStyle.plain(), PromptStyle.of(terminal(true), Map.of(), Set.of()));
        assertFalse(terminal(true).isColoured(Map.of("TERM", "")));
        assertTrue(terminal(true).isColoured(Map.of("TERM", "xterm")));
        assertTrue(terminal(true).isColoured(Map.of("OS", "Windows_NT")));
        assertEquals(PromptStyle.plain(), PromptStyle.of(terminal(true), UTF_8, Set.of(PromptOption.PLAIN)));
        assertEquals(PromptStyle.plain(), PromptStyle.of(terminal(false), UTF_8, Set.of()));

        ConsolePrompt plain = prompt(PromptStyle.plain());
        plain.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        plain.waiting(Duration.ofSeconds(5), Duration.ofMinutes(9));
        plain.approved();

        assertEquals("  Waiting for you to approve." + System.lineSeparator(), shown());
    }

    @Test
    void theSizeOfAScreenIsWhatSttySays() {
        assertEquals(new ScreenSize(24, 80), ScreenSize.parse("24 80\n"));
        assertEquals(ScreenSize.UNKNOWN, ScreenSize.parse(""));
        assertEquals(ScreenSize.UNKNOWN, ScreenSize.parse("stty: no terminal"));
    }

    private ConsolePrompt prompt(PromptStyle style) {
        return new ConsolePrompt(terminal(true), style, page -> false, code -> false);
    }

    private static PromptStyle style(int rows, int columns) {
        return new PromptStyle(true, true, new ScreenSize(rows, columns));
    }

    private Terminal terminal(boolean isTerminal) {
        Terminal piped = Terminal.of(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return isTerminal ? piped.seen() : piped;
    }

    private static DeviceCodePrompt prompt(Optional<URI> page) {
        return DeviceCodePrompt.of(
                        DisplayText.of("ABCD-EFGH"),
                        DisplayText.of("http://as.example.com/device"),
                        Instant.EPOCH,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5))
                .withBrowserUri(page.orElse(null));
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
