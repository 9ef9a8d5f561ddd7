package dev.latchkey.keyring;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Objects;

/**
 * The result of probing a keyring, for a login that must choose a store and for diagnostics.
 *
 * @param kind the keyring
 * @param state its state
 * @param detail further details in the keyring's own words, cleaned for display; may be empty
 * @param latency how long the probe took
 */
public record KeyringStatus(KeyringKind kind, KeyringState state, String detail, Duration latency) {
    private static final int LONGEST_DETAIL = 200;

    public KeyringStatus {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(latency, "latency");
        detail = DisplayText.clean(detail, LONGEST_DETAIL);
    }

    /** Whether it can be used now. */
    public boolean isReady() {
        return state == KeyringState.READY;
    }

    /** What the person can do about it; empty if it is ready. */
    public String remedy() {
        return switch (state) {
            case READY -> "";
            case LOCKED, NO_COLLECTION -> state.remedy + " (" + kind.unlocking + ") and try again";
            default -> state.remedy;
        };
    }

    /** The state in one sentence, followed by one that says what to do. */
    public String message() {
        String found =
                "The keyring (" + kind.title() + ") " + state.what + (detail.isEmpty() ? "" : " (" + detail + ")");
        return isReady() ? found + "." : found + ". " + remedy() + ".";
    }
}
