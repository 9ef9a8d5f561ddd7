package dev.latchkey.cli.session;

import dev.latchkey.cli.line.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.port.SessionListener;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports side effects of a command on sessions to the user. Safe for use by several threads. */
public final class SessionNotes implements SessionListener, Consumer<String> {
    private final Terminal terminal;
    private final boolean verbose;
    private volatile @Nullable String renewalFailure;

    public SessionNotes(Terminal terminal, Options options) {
        this.terminal = terminal;
        this.verbose = options.has("verbose");
    }

    @Override
    public void accept(String warning) {
        terminal.warn(warning);
    }

    @Override
    public void on(SessionEvent event) {
        String detail = event.detail().map(DisplayText::value).orElse("");
        switch (event.kind()) {
            case WARNING, NOT_SAVED, SAVING_GIVEN_UP -> terminal.warn(detail);
            case RENEWAL_FAILED -> renewalFailure = detail;
            case LOGIN_DENIED,
                    CODE_EXPIRED,
                    LOGIN_CANCELLED,
                    LOGIN_FAILED,
                    LOGOUT_FAILED -> {} // The command reports it.
            default -> {
                if (verbose) {
                    String what = event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    terminal.note("latchkey: " + what + (detail.isEmpty() ? "" : ": " + detail));
                }
            }
        }
    }

    /** Why a renewal failed, for a command that succeeds anyway; a command that fails reports it itself. Null if none failed. */
    public @Nullable String renewalFailure() {
        return renewalFailure;
    }
}
