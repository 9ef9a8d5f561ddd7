package dev.latchkey.keyring.guard;

import static dev.latchkey.keyring.guard.Says.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.InOrder;

/** Simulates systems that these tests do not run on, with the messages and limits of java-keyring 1.0.4 there. */
class JavaKeyringTest {
    private final Keyring keyring = mock();
    private final JavaKeyring.Opener opener = mock();

    @BeforeEach
    void itOpens() throws Exception {
        when(opener.open()).thenReturn(keyring);
    }

    @Test
    void eachCallOpensAKeyringAndClosesIt() throws Exception {
        KeyringBackend backend = backend(KeyringKind.SECRET_SERVICE);
        when(keyring.getPassword("latchkey", "k")).thenReturn("value");

        backend.put("k", Secret.of("value"));
        assertEquals(Optional.of(Secret.of("value")), backend.get("k"));
        backend.delete("k");

        InOrder calls = inOrder(opener, keyring);
        calls.verify(opener).open();
        calls.verify(keyring).setPassword("latchkey", "k", "value");
        calls.verify(keyring).close();
        calls.verify(opener).open();
        calls.verify(keyring).getPassword("latchkey", "k");
        calls.verify(keyring).close();
        calls.verify(opener).open();
        calls.verify(keyring).deletePassword("latchkey", "k");
        calls.verify(keyring).close();
        calls.verifyNoMoreInteractions();
    }

    @Test
    void itIsClosedAfterAFailureAndAFailureOfClosingIsNoFailureOfTheCall() throws Exception {
        when(keyring.getPassword("latchkey", "k")).thenThrow(new PasswordAccessException("Error code 8"));
        doThrow(new IllegalStateException("a pending call")).when(keyring).close();
        KeyringBackend backend = backend(KeyringKind.WINDOWS_CREDENTIAL_MANAGER);

        assertThrows(PasswordAccessException.class, () -> backend.get("k"));
        verify(keyring).close();

        backend.put("k", Secret.of("value"));
        verify(keyring, times(2)).close();
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_SERVICE, No stored credentials match latchkey account: k",
        "MACOS_KEYCHAIN, No stored credentials match latchkey account: k",
        "WINDOWS_CREDENTIAL_MANAGER, Error code 1168",
        "KWALLET, Password is not in wallet"
    })
    void anEntryThatIsNotThereIsNoFailure(KeyringKind kind, String text) throws Exception {
        when(keyring.getPassword("latchkey", "k")).thenThrow(new PasswordAccessException(text));
        doThrow(new PasswordAccessException(text)).when(keyring).deletePassword("latchkey", "k");

        assertEquals(Optional.empty(), backend(kind).get("k"));
        backend(kind).delete("k");
    }

    @Test
    void nullIsNoAnswer() throws Exception {
        when(keyring.getPassword("latchkey", "k")).thenReturn(null);

        assertThrows(
                NullPointerException.class,
                () -> backend(KeyringKind.SECRET_SERVICE).get("k"));
    }

    @Test
    void windowsHolds1280CharactersAndMoreIsRefusedBeforeItIsTried() throws Exception {
        KeyringBackend windows = backend(KeyringKind.WINDOWS_CREDENTIAL_MANAGER);

        windows.put("k", Secret.of("x".repeat(1280)));
        verify(opener).open();

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> windows.put("k", Secret.of("x".repeat(1281))));
        assertSays("1280", e);
        assertThrows(IllegalArgumentException.class, () -> windows.put("k", Secret.of("")));
        verify(opener).open();
    }

    @ParameterizedTest
    @CsvSource({
        "Error code 1168, READY",
        "No stored credentials match latchkey account: probe, READY",
        "Error code 1312, LOCKED",
        "Failed to get credential. User interaction is not allowed., LOCKED",
        "Failed to get credential. User canceled the operation., DENIED",
        "Error code 87, FAILED"
    })
    void whereNothingElseTellsALookupSaysHowTheKeyringIs(String text, KeyringState state) throws Exception {
        when(keyring.getPassword(eq("latchkey"), any())).thenThrow(new PasswordAccessException(text));

        assertEquals(state, look(backend(KeyringKind.MACOS_KEYCHAIN)).state());
        verify(keyring).close();
    }

    @Test
    void aKeyringThatDoesNotBelongToThisSystemIsUnsupported() throws Exception {
        when(opener.open()).thenThrow(new BackendNotSupportedException("Not running on Mac OS."));

        KeyringStatus status = look(backend(KeyringKind.MACOS_KEYCHAIN));

        assertEquals(KeyringState.UNSUPPORTED, status.state());
        assertEquals("Not running on Mac OS.", status.detail());
    }

    @Test
    void nativeCodeThatCannotBeLoadedIsUnsupportedToo() throws Exception {
        when(opener.open()).thenThrow(new UnsatisfiedLinkError("no such library"));

        assertEquals(
                KeyringState.UNSUPPORTED,
                look(backend(KeyringKind.MACOS_KEYCHAIN)).state());
    }

    @Test
    void itIsAlwaysToldWhichKeyring() {
        assertEquals(KeyringStorageType.GNOME_KEYRING, JavaKeyring.storageType(KeyringKind.SECRET_SERVICE));
        assertEquals(KeyringStorageType.OSX_KEYCHAIN, JavaKeyring.storageType(KeyringKind.MACOS_KEYCHAIN));
        assertEquals(
                KeyringStorageType.WINDOWS_CREDENTIAL_STORE,
                JavaKeyring.storageType(KeyringKind.WINDOWS_CREDENTIAL_MANAGER));
        assertEquals(KeyringStorageType.KWALLET, JavaKeyring.storageType(KeyringKind.KWALLET));
    }

    private static KeyringStatus look(KeyringBackend keyring) {
        return new GuardedKeyring(keyring, Duration.ofSeconds(60)).probe();
    }

    private KeyringBackend backend(KeyringKind kind) {
        return new JavaKeyring(kind, "latchkey", Map.of(), opener);
    }
}
