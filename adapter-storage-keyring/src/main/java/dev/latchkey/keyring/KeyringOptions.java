package dev.latchkey.keyring;

import java.time.Duration;
import java.util.Objects;

/**
 * Which keyring to use, and how long to wait for it.
 *
 * @param kind the keyring
 * @param service the name that its entries are stored under; not blank
 * @param limit how long one call may take; positive
 */
public record KeyringOptions(KeyringKind kind, String service, Duration limit) {
    /** The name that Latchkey's entries are stored under. */
    public static final String SERVICE = "latchkey";

    /** The time limit for a call if there is nobody to prompt. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    /** The time limit for a call if a person may be prompted: macOS shows a dialog, and this cannot be predicted. */
    public static final Duration LIMIT_FOR_A_PERSON = Duration.ofSeconds(60);

    /** Whether there is a person who could answer a prompt on the screen. */
    public enum Person {
        PRESENT,
        ABSENT
    }

    public KeyringOptions {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(limit, "limit");
        if (service.isBlank()) {
            throw new IllegalArgumentException("service must not be blank");
        }
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("limit must be positive");
        }
    }

    /**
     * The options for this system.
     *
     * @param person whether there is a person who could answer a prompt on the screen
     */
    public static KeyringOptions ofThisSystem(Person person) {
        return of(KeyringKind.ofThisSystem(), person);
    }

    static KeyringOptions of(KeyringKind kind, Person person) {
        boolean mayAsk = kind == KeyringKind.MACOS_KEYCHAIN && person == Person.PRESENT;
        return new KeyringOptions(kind, SERVICE, mayAsk ? LIMIT_FOR_A_PERSON : DEFAULT_LIMIT);
    }

    /** The same options for another keyring. */
    public KeyringOptions withKind(KeyringKind other) {
        return new KeyringOptions(other, service, limit);
    }

    /** The same options with another time limit for each call. */
    public KeyringOptions withLimit(Duration other) {
        return new KeyringOptions(kind, service, other);
    }
}
