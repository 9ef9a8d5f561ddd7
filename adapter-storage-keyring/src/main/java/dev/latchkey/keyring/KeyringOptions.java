package dev.latchkey.keyring;

import java.time.Duration;
import java.util.Objects;

/**
 * Which keyring, and how long to wait for it.
 *
 * @param kind which one
 * @param service the name that its entries stand under; not blank
 * @param limit how long one call may take; positive
 */
public record KeyringOptions(KeyringKind kind, String service, Duration limit) {
    /** The name that Latchkey's entries stand under. */
    public static final String SERVICE = "latchkey";

    /** How long a call may take where no person is asked. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    /** How long where a person may be asked: macOS does, on the screen, and nothing here can tell beforehand. */
    public static final Duration LIMIT_FOR_A_PERSON = Duration.ofSeconds(60);

    /** Whether somebody could answer a question on the screen. */
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
     * What fits this system.
     *
     * @param person whether somebody could answer a question on the screen
     */
    public static KeyringOptions ofThisSystem(Person person) {
        return of(KeyringKind.ofThisSystem(), person);
    }

    static KeyringOptions of(KeyringKind kind, Person person) {
        boolean mayAsk = kind == KeyringKind.MACOS_KEYCHAIN && person == Person.PRESENT;
        return new KeyringOptions(kind, SERVICE, mayAsk ? LIMIT_FOR_A_PERSON : DEFAULT_LIMIT);
    }

    /** The same with another keyring. */
    public KeyringOptions withKind(KeyringKind other) {
        return new KeyringOptions(other, service, limit);
    }

    /** The same with another time limit for each call. */
    public KeyringOptions withLimit(Duration other) {
        return new KeyringOptions(kind, service, other);
    }
}
