package dev.latchkey.keyring;

import static dev.latchkey.keyring.Says.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.model.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The systems that these tests do not run on are played: with the texts and limits of java-keyring 1.0.4 there. */
class JavaKeyringBackendTest {
    private final PlayedKeyring played = new PlayedKeyring();

    @Test
    void eachCallOpensAKeyringAndClosesIt() throws Exception {
        KeyringBackend backend = backend(KeyringKind.SECRET_SERVICE);

        backend.put("k", Secret.of("value"));
        assertEquals(Optional.of(Secret.of("value")), backend.get("k"));
        backend.delete("k");

        assertEquals(3, played.opened);
        assertEquals(3, played.closed);
    }

    @Test
    void itIsClosedAfterAFailureAndAFailureOfClosingIsNoFailureOfTheCall() throws Exception {
        played.failure = new PasswordAccessException("Error code 8");
        played.failsToClose = true;
        KeyringBackend backend = backend(KeyringKind.WINDOWS_CREDENTIAL_MANAGER);

        assertThrows(PasswordAccessException.class, () -> backend.get("k"));
        assertEquals(1, played.closed);

        played.failure = null;
        backend.put("k", Secret.of("value"));
        assertEquals(2, played.closed);
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_SERVICE, No stored credentials match latchkey account: k",
        "MACOS_KEYCHAIN, No stored credentials match latchkey account: k",
        "WINDOWS_CREDENTIAL_MANAGER, Error code 1168",
        "KWALLET, Password is not in wallet"
    })
    void anEntryThatIsNotThereIsNoFailure(KeyringKind kind, String text) throws Exception {
        played.failure = new PasswordAccessException(text);

        assertEquals(Optional.empty(), backend(kind).get("k"));
        backend(kind).delete("k");
    }

    @Test
    void nullIsNoAnswer() {
        played.value = null;

        assertThrows(
                NullPointerException.class,
                () -> backend(KeyringKind.SECRET_SERVICE).get("k"));
    }

    @Test
    void windowsHolds1280CharactersAndMoreIsRefusedBeforeItIsTried() throws Exception {
        KeyringBackend windows = backend(KeyringKind.WINDOWS_CREDENTIAL_MANAGER);

        windows.put("k", Secret.of("x".repeat(1280)));
        assertEquals(1, played.opened);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> windows.put("k", Secret.of("x".repeat(1281))));
        assertSays("1280", e);
        assertThrows(IllegalArgumentException.class, () -> windows.put("k", Secret.of("")));
        assertEquals(1, played.opened);
    }

    @ParameterizedTest
    @EnumSource(KeyringKind.class)
    void aKeyFitsIntoEveryKeyring(KeyringKind kind) throws Exception {
        DataKey key = DataKey.random("AbCdEf", new java.security.SecureRandom());

        backend(kind).put(key.name(), key.value());

        assertEquals(43, key.value().reveal().length());
        assertEquals(key.value().reveal(), played.value);
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
        played.failure = new PasswordAccessException(text);

        assertEquals(state, new LookupProber("latchkey", played::open).look().state());
        assertEquals(1, played.closed);
    }

    @Test
    void aKeyringThatDoesNotBelongToThisSystemIsUnsupported() throws Exception {
        LookupProber prober = new LookupProber("latchkey", () -> {
            throw new BackendNotSupportedException("Not running on Mac OS.");
        });

        KeyringFinding finding = prober.look();

        assertEquals(KeyringState.UNSUPPORTED, finding.state());
        assertEquals("Not running on Mac OS.", finding.detail());
    }

    @Test
    void nativeCodeThatCannotBeLoadedIsUnsupportedToo() throws Exception {
        LookupProber prober = new LookupProber("latchkey", () -> {
            throw new UnsatisfiedLinkError("no such library");
        });

        assertEquals(KeyringState.UNSUPPORTED, prober.look().state());
    }

    private KeyringBackend backend(KeyringKind kind) {
        return new JavaKeyringBackend(kind, "latchkey", played::open, () -> KeyringFinding.of(KeyringState.READY));
    }
}
