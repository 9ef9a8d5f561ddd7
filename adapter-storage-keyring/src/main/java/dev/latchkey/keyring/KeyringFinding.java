package dev.latchkey.keyring;

import dev.latchkey.model.DisplayText;
import java.util.Objects;

/**
 * What a look at a keyring found.
 *
 * @param state what it is like
 * @param detail more about it in its own words, cleaned for showing; may be empty
 */
public record KeyringFinding(KeyringState state, String detail) {
    private static final int LONGEST = 200;

    public KeyringFinding {
        Objects.requireNonNull(state, "state");
        detail = DisplayText.clean(detail, LONGEST);
    }

    static KeyringFinding of(KeyringState state) {
        return new KeyringFinding(state, "");
    }

    static KeyringFinding of(KeyringState state, Throwable why) {
        String message = why.getMessage();
        return new KeyringFinding(state, message == null ? why.getClass().getSimpleName() : message);
    }
}
