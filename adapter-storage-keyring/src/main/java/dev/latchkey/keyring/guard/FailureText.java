package dev.latchkey.keyring.guard;

import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Interprets java-keyring's failures. It has one exception type for everything, so only the message helps: it contains Windows error codes
 * as numbers, and those of macOS as numbers or as the system's English sentences.
 */
final class FailureText {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])-?\\d{1,10}(?![\\w])");
    private static final int LONGEST_CHAIN = 10;

    private FailureText() {}

    /** Returns the exception that describes what any failure means for the keyring. */
    static KeyringException explain(Throwable failure) {
        return failure instanceof KeyringException told
                ? told
                : new KeyringException(stateIn(failure).orElse(KeyringState.FAILED), failure);
    }

    /** Whether the failure means that there is no such entry. */
    static boolean saysMissing(Throwable failure) {
        return texts(failure).anyMatch(FailureText::saysMissing);
    }

    /** The state of the keyring that the failure indicates; empty if it does not indicate one. */
    static Optional<KeyringState> stateIn(Throwable failure) {
        return texts(failure).flatMap(text -> stateIn(text).stream()).findFirst();
    }

    /** The messages of the failure and its causes, whose chain may be circular. */
    private static Stream<String> texts(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .map(cause -> String.valueOf(cause.getMessage()));
    }

    private static boolean saysMissing(String text) {
        return text.contains("No stored credentials match")
                || text.contains("not in wallet")
                || text.contains("could not be found in the keychain")
                // Windows: ERROR_NOT_FOUND; macOS: errSecItemNotFound
                || hasNumber(text, "1168", "-25300");
    }

    private static Optional<KeyringState> stateIn(String text) {
        if (text.contains("Too many stored credentials match")) {
            return Optional.of(KeyringState.DAMAGED);
        }
        // No desktop session, or locked with nobody to prompt, as over ssh. Windows: ERROR_NO_SUCH_LOGON_SESSION;
        // macOS: errSecInteractionNotAllowed
        if (hasNumber(text, "1312", "-25308") || text.contains("User interaction is not allowed")) {
            return Optional.of(KeyringState.LOCKED);
        }
        // Windows: ERROR_ACCESS_DENIED, ERROR_CANCELLED; macOS: errSecAuthFailed, errSecUserCanceled
        boolean denied = text.startsWith("Error code ") && hasNumber(text, "5", "1223")
                || hasNumber(text, "-25293", "-128")
                || text.contains("user name or passphrase you entered is not correct")
                || text.contains("User canceled the operation");
        return denied ? Optional.of(KeyringState.DENIED) : Optional.empty();
    }

    private static boolean hasNumber(String text, String... numbers) {
        return NUMBER.matcher(text).results().anyMatch(found -> List.of(numbers).contains(found.group()));
    }
}
