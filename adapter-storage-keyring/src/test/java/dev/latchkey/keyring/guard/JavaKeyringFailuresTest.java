package dev.latchkey.keyring.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.keyring.KeyringState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaKeyringFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No stored credentials match latchkey account: k1-AAAAAAAAAAAA",
                "No password to delete. No stored credentials match latchkey account: k1-AAAAAAAAAAAA",
                "Error code 1168",
                "Failed to get credential. The specified item could not be found in the keychain.",
                "Failed to get credential. -25300",
                "Password is not in wallet",
                "Password cannot be deleted, it is not in wallet"
            })
    void missingEntriesAreKnownOnEverySystem(String text) {
        assertTrue(JavaKeyring.saysMissing(new PasswordAccessException(text)));
        assertEquals(Optional.empty(), JavaKeyring.stateIn(new PasswordAccessException(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error code 11680",
                "Error code 1312",
                "Error code 8",
                "Failed to get credential. User interaction is not allowed.",
                "k1-1168AAAAAAAA",
                ""
            })
    void otherFailuresAreNotTakenForMissingEntries(String text) {
        assertFalse(JavaKeyring.saysMissing(new PasswordAccessException(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "Error code 1312, LOCKED",
        "Failed to set credential. -25308, LOCKED",
        "Failed to get credential. User interaction is not allowed., LOCKED",
        "Failed to get credential. -25293, DENIED",
        "Failed to get credential. -128, DENIED",
        "Failed to get credential. User canceled the operation., DENIED",
        "Error code 5, DENIED",
        "Error code 1223, DENIED",
        "Too many stored credentials match latchkey account: k, DAMAGED"
    })
    void statesAreKnownByNumberAndByText(String text, KeyringState state) {
        assertEquals(Optional.of(state), JavaKeyring.stateIn(new PasswordAccessException(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error code 50", "there were 5 of them", "k1-5", "k1-128", "Error code 13120", "x-25308"})
    void numbersInOtherPlacesSayNothing(String text) {
        assertEquals(Optional.empty(), JavaKeyring.stateIn(new PasswordAccessException(text)));
    }

    @Test
    void theCauseIsReadToo() {
        Exception outer = new BackendNotSupportedException(
                "The backend is not supported", new IllegalStateException("x", new Exception("Error code 1312")));

        assertEquals(Optional.of(KeyringState.LOCKED), JavaKeyring.stateIn(outer));
    }

    @Test
    void anExceptionWithoutTextOrACauseThatGoesInCirclesIsSurvived() {
        Exception one = new Exception((String) null);
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertFalse(JavaKeyring.saysMissing(one));
        assertEquals(Optional.empty(), JavaKeyring.stateIn(one));
    }
}
