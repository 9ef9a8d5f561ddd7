package dev.latchkey.keyring.guard;

import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what a failure of java-keyring means. It has one exception for everything, so that only the text tells: Windows' error
 * codes stand in it as numbers, those of macOS as numbers or as the system's English sentences.
 */
final class FailureText {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])-?\\d{1,10}(?![\\w])");
    private static final int LONGEST_CHAIN = 10;

    private FailureText() {}

    /** What a failure of any kind says of the keyring. */
    static KeyringException explain(Throwable failure) {
        return failure instanceof KeyringException told
                ? told
                : new KeyringException(stateIn(failure).orElse(KeyringState.FAILED), failure);
    }

    /** Whether it says that there is no such entry. */
    static boolean saysMissing(Throwable failure) {
        return texts(failure).anyMatch(FailureText::saysMissing);
    }

    /** The state of the keyring that it speaks of; empty if it could be any. */
    static Optional<KeyringState> stateIn(Throwable failure) {
        return texts(failure).flatMap(text -> stateIn(text).stream()).findFirst();
    }

    /** Its message and those of its causes, of which there may be a circle. */
    private static Stream<String> texts(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .map(cause -> String.valueOf(cause.getMessage()));
    }

    private static boolean saysMissing(String text) {
        return text.contains("No stored credentials match")
                || text.contains("not in wallet")
                || text.contains("could not be found in the keychain")
                // ERROR_NOT_FOUND of Windows, errSecItemNotFound of macOS
                || hasNumber(text, "1168", "-25300");
    }

    private static Optional<KeyringState> stateIn(String text) {
        if (text.contains("Too many stored credentials match")) {
            return Optional.of(KeyringState.DAMAGED);
        }
        // No desktop logon, or locked and nobody can be asked, as over ssh: Windows' ERROR_NO_SUCH_LOGON_SESSION,
        // macOS' errSecInteractionNotAllowed
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
