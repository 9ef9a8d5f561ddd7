package dev.latchkey.console;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Shows the code of a login to the person at the terminal. Used by one thread. */
public final class ConsolePrompt implements UserPrompt {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    /** Rows of text above and below the QR code that must stay on the screen. */
    private static final int ROWS_OF_TEXT = 12;

    private final Terminal terminal;
    private final PromptStyle style;
    private final Predicate<URI> browser;
    private final Predicate<String> clipboard;
    private final Countdown countdown;
    private boolean waitingSaid;

    /** A prompt on this process's terminal. */
    public static ConsolePrompt ofThisProcess() {
        return of(Terminal.ofThisProcess(), System.getenv(), System.getProperty("os.name", ""), Set.of());
    }

    /**
     * A prompt on this terminal.
     *
     * @param environment the environment, as from {@code System.getenv()}
     * @param system the value of the property {@code os.name}
     */
    public static ConsolePrompt of(
            Terminal terminal, Map<String, String> environment, String system, Set<PromptOption> options) {
        Browser browser = new Browser(environment, system);
        Clipboard clipboard = new Clipboard(environment, system);
        boolean opens = !options.contains(PromptOption.NO_BROWSER) && terminal.errIsTerminal() && browser.isNearby();
        return new ConsolePrompt(
                terminal,
                PromptStyle.of(terminal, environment, options),
                page -> opens && browser.open(page),
                code -> options.contains(PromptOption.COPY) && isCopied(clipboard, code, terminal),
                ScreenSize::ofThisTerminal);
    }

    private static boolean isCopied(Clipboard clipboard, String code, Terminal terminal) {
        return switch (clipboard.copy(code, terminal)) {
            case COPIED -> true;
            case ASKED -> {
                terminal.note("  Your terminal was asked to put the code on your clipboard.");
                yield false;
            }
            case NOT_COPIED -> {
                terminal.note("  The code could not be copied to the clipboard; copy it by hand.");
                yield false;
            }
        };
    }

    /**
     * @param browser opens a page and returns whether it could; one that returns false opens nothing
     * @param clipboard copies the code and returns whether it could; one that returns false copies nothing
     */
    public ConsolePrompt(Terminal terminal, PromptStyle style, Predicate<URI> browser, Predicate<String> clipboard) {
        this(terminal, style, browser, clipboard, style::size);
    }

    /**
     * Like the other constructor, for a window that may be resized.
     *
     * @param size the current size
     */
    public ConsolePrompt(
            Terminal terminal,
            PromptStyle style,
            Predicate<URI> browser,
            Predicate<String> clipboard,
            Supplier<ScreenSize> size) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.style = Objects.requireNonNull(style, "style");
        this.browser = Objects.requireNonNull(browser, "browser");
        this.clipboard = Objects.requireNonNull(clipboard, "clipboard");
        this.countdown = new Countdown(terminal.err(), size);
    }

    @Override
    public void show(DeviceCodePrompt prompt) {
        Optional<String> page = prompt.browserUri().map(URI::toASCIIString);
        terminal.note("");
        terminal.draw("  Open this page:  "
                + emphasised(page.orElse(prompt.verificationUri().value())));
        terminal.draw("  Code:            " + emphasised(prompt.userCode().value()));
        terminal.note("");
        terminal.note("  Check that the page shows this same code.");
        terminal.note("  Only continue if you started this login yourself.");
        terminal.note("  The code is valid for " + Durations.shown(prompt.expiresIn()) + ".");
        terminal.note("");
        page.flatMap(QrPicture::of).filter(this::fits).ifPresent(this::show);
        if (clipboard.test(prompt.userCode().value())) {
            terminal.note("  The code is on your clipboard.");
        }
        prompt.browserUri().filter(browser).ifPresent(opened -> terminal.note("  Opening the page in your browser."));
    }

    private boolean fits(QrPicture picture) {
        return picture.columns() + 2 <= style.size().columns()
                && picture.rows() + ROWS_OF_TEXT <= style.size().rows();
    }

    private void show(QrPicture picture) {
        picture.lines().forEach(line -> terminal.draw("  " + line));
        terminal.note("");
    }

    @Override
    public void waiting(Duration untilNextPoll, Duration left) {
        if (style.live()) {
            countdown.start(untilNextPoll, left);
        } else if (!waitingSaid) {
            terminal.note("  Waiting for you to approve.");
            waitingSaid = true;
        }
    }

    @Override
    public void warning(DisplayText what) {
        countdown.stop();
        terminal.warn(what.value() + ".");
    }

    @Override
    public void waitingForAnotherLogin() {
        terminal.note("Another login for this account is in progress; waiting for its result.");
    }

    @Override
    public void approved() {
        countdown.stop();
    }

    @Override
    public void failed() {
        countdown.stop();
    }

    private String emphasised(String text) {
        return style.coloured() ? BOLD + text + PLAIN : text;
    }

    /** A QR code in text characters, two modules above each other in one, black on white whatever the terminal's background. */
    private record QrPicture(QrCode code) {
        private static final String BLACK_ON_WHITE = "\u001b[30;107m";
        private static final String AS_BEFORE = "\u001b[0m";
        /** ISO/IEC 18004 requires four; cameras manage with two, and the screen is small. */
        private static final int QUIET = 2;

        /** Draws the text as a QR code; empty if it is too long for one. */
        static Optional<QrPicture> of(String text) {
            try {
                return Optional.of(new QrPicture(QrCode.encodeText(text, QrCode.Ecc.LOW)));
            } catch (DataTooLongException e) {
                return Optional.empty();
            }
        }

        int columns() {
            return code.size + 2 * QUIET;
        }

        int rows() {
            return (code.size + 2 * QUIET + 1) / 2;
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (int y = -QUIET; y < code.size + QUIET; y += 2) {
                StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
                for (int x = -QUIET; x < code.size + QUIET; x++) {
                    line.append(character(code.getModule(x, y), code.getModule(x, y + 1)));
                }
                lines.add(line.append(AS_BEFORE).toString());
            }
            return lines;
        }

        private static char character(boolean upper, boolean lower) {
            if (upper) {
                return lower ? '█' : '▀';
            }
            return lower ? '▄' : ' ';
        }
    }
}
