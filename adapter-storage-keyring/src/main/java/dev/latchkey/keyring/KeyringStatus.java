package dev.latchkey.keyring;

import java.time.Duration;
import java.util.Objects;

/**
 * A keyring as a probe found it: for a login that has to choose a store, and for a person who wonders.
 *
 * @param keyring its name, for a person
 * @param state what it is like
 * @param detail more about it in its own words, cleaned for showing; may be empty
 * @param remedy what a person can do about it; empty if it is ready
 * @param latency how long the probe took
 */
public record KeyringStatus(String keyring, KeyringState state, String detail, String remedy, Duration latency) {
    public KeyringStatus {
        Objects.requireNonNull(keyring, "keyring");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(latency, "latency");
    }

    /** Whether it can be used now. */
    public boolean isReady() {
        return state == KeyringState.READY;
    }

    /** What it is like, in one sentence, and in a second one what to do. */
    public String message() {
        String found = "The keyring (" + keyring + ") " + state.what() + (detail.isEmpty() ? "" : " (" + detail + ")");
        return remedy.isEmpty() ? found + "." : found + ". " + remedy + ".";
    }
}
