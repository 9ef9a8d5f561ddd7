package dev.latchkey.keyring;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Objects;

/**
 * A keyring as a probe found it: for a login that has to choose a store, and for a person who wonders.
 *
 * @param kind which keyring
 * @param state what it is like
 * @param detail more about it in its own words, cleaned for showing; may be empty
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

    /** What a person can do about it; empty if it is ready. */
    public String remedy() {
        return switch (state) {
            case READY -> "";
            case LOCKED, NO_COLLECTION -> state.remedy + " (" + kind.unlocking + ") and try again";
            default -> state.remedy;
        };
    }

    /** What it is like, in one sentence, and in a second one what to do. */
    public String message() {
        String found =
                "The keyring (" + kind.title() + ") " + state.what + (detail.isEmpty() ? "" : " (" + detail + ")");
        return isReady() ? found + "." : found + ". " + remedy() + ".";
    }
}
