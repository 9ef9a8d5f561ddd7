package dev.latchkey.keyring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a failure of java-keyring means. It has one exception for everything, so that only the text tells: Windows' error
 * codes stand in it as numbers, those of macOS as numbers or as the system's English sentences.
 */
final class FailureText {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])-?\\d{1,10}(?![\\w])");
    private static final int LONGEST_CHAIN = 10;

    private FailureText() {}

    /** Whether it says that there is no such entry. */
    static boolean saysMissing(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            if (saysMissing(String.valueOf(cause.getMessage()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The state of the keyring that it speaks of; empty if it could be any. */
    static Optional<KeyringState> stateIn(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            Optional<KeyringState> state = stateIn(String.valueOf(cause.getMessage()));
            if (state.isPresent()) {
                return state;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static boolean saysMissing(String text) {
        return text.contains("No stored credentials match")
                || text.contains("not in wallet")
                || text.contains("could not be found in the keychain")
                // ERROR_NOT_FOUND of Windows, errSecItemNotFound of macOS
                || hasNumber(text, "1168")
                || hasNumber(text, "-25300");
    }

    private static Optional<KeyringState> stateIn(String text) {
        if (text.contains("Too many stored credentials match")) {
            return Optional.of(KeyringState.DAMAGED);
        }
        // ERROR_NO_SUCH_LOGON_SESSION: no desktop logon, as over ssh
        if (hasNumber(text, "1312")) {
            return Optional.of(KeyringState.LOCKED);
        }
        // errSecInteractionNotAllowed: locked, and nobody can be asked, as over ssh
        if (hasNumber(text, "-25308") || text.contains("User interaction is not allowed")) {
            return Optional.of(KeyringState.LOCKED);
        }
        return saysDenied(text) ? Optional.of(KeyringState.DENIED) : Optional.empty();
    }

    private static boolean saysDenied(String text) {
        // Windows: ERROR_ACCESS_DENIED, ERROR_CANCELLED; macOS: errSecAuthFailed, errSecUserCanceled
        return text.startsWith("Error code ") && (hasNumber(text, "5") || hasNumber(text, "1223"))
                || hasNumber(text, "-25293")
                || hasNumber(text, "-128")
                || text.contains("user name or passphrase you entered is not correct")
                || text.contains("User canceled the operation");
    }

    private static boolean hasNumber(String text, String number) {
        Matcher numbers = NUMBER.matcher(text);
        while (numbers.find()) {
            if (numbers.group().equals(number)) {
                return true;
            }
        }
        return false;
    }
}
