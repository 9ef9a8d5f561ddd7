package dev.latchkey.cli.console;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.port.UserPrompt;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/** Shows the code of a login to the person at the terminal. Used by one thread. */
public final class ConsolePrompt implements UserPrompt {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final boolean coloured;
    private final Predicate<URI> browser;
    private boolean progressShown;

    /**
     * @param browser opens a page and says whether it could; one that says no opens nothing
     */
    public ConsolePrompt(Terminal terminal, boolean coloured, Predicate<URI> browser) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.coloured = coloured;
        this.browser = Objects.requireNonNull(browser, "browser");
    }

    @Override
    public void show(DeviceCodePrompt prompt) {
        terminal.note("");
        terminal.note("  Open this page:  "
                + emphasised(prompt.browserUri()
                        .map(URI::toASCIIString)
                        .orElse(prompt.verificationUri().value())));
        terminal.note("  Code:            " + emphasised(prompt.userCode().value()));
        terminal.note("");
        terminal.note("  Check that the page shows this same code, and go on only if you started this login yourself.");
        terminal.note("  The code is valid for " + Durations.shown(prompt.expiresIn()) + ".");
        terminal.note("");
        prompt.browserUri().filter(browser).ifPresent(page -> terminal.note("  Opening the page in your browser."));
    }

    @Override
    public void waiting(Duration untilNextPoll, Duration left) {
        if (terminal.errIsTerminal()) {
            terminal.err().print(CLEAR_LINE + "  Waiting for you to approve; " + Durations.shown(left) + " left.");
            terminal.err().flush();
            progressShown = true;
        }
    }

    @Override
    public void waitingForAnotherLogin() {
        terminal.note("Another login of the same name is under way; waiting for its result.");
    }

    @Override
    public void approved() {
        clearProgress();
    }

    @Override
    public void failed() {
        clearProgress();
    }

    private void clearProgress() {
        if (progressShown) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
            progressShown = false;
        }
    }

    private String emphasised(String text) {
        return coloured ? BOLD + text + PLAIN : text;
    }
}
