package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a keyring, and what to do about it. Immutable. */
final class KeyringTrouble {
    private final KeyringKind kind;

    KeyringTrouble(KeyringKind kind) {
        this.kind = kind;
    }

    KeyringStatus status(KeyringFinding finding, Duration latency) {
        return new KeyringStatus(kind.title(), finding.state(), finding.detail(), remedy(finding.state()), latency);
    }

    StorageException failure(String action, KeyringFinding finding, @Nullable Throwable cause) {
        String message =
                "Could not " + action + ". " + status(finding, Duration.ZERO).message()
                        + " Sessions that are sealed under a key in this keyring are kept.";
        return new StorageException(finding.state().reason(), "keyring (" + kind.title() + ")", message, cause);
    }

    private String remedy(KeyringState state) {
        return switch (state) {
            case READY -> "";
            case LOCKED, NO_COLLECTION ->
                state.remedy() + " (" + kind.unlocking() + ") and try again"
                        + ", or keep a new session in a file (--store file)";
            default -> state.remedy() + ", or keep a new session in a file (--store file)";
        };
    }
}
