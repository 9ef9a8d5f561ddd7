package dev.latchkey.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyringKindTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, SECRET_SERVICE",
        "FreeBSD, SECRET_SERVICE",
        "'', SECRET_SERVICE",
        "Mac OS X, MACOS_KEYCHAIN",
        "Darwin, MACOS_KEYCHAIN",
        "Windows 11, WINDOWS_CREDENTIAL_MANAGER"
    })
    void eachSystemHasItsKeyringAndNoneHasKWalletByItself(String osName, KeyringKind kind) {
        assertEquals(kind, KeyringKind.of(osName));
    }

    @ParameterizedTest
    @EnumSource(KeyringKind.class)
    void onlyAPersonAtAMacIsGivenAMinute(KeyringKind kind) {
        Duration limit = KeyringOptions.of(kind, KeyringOptions.Person.PRESENT).limit();

        assertEquals(kind == KeyringKind.MACOS_KEYCHAIN ? Duration.ofMinutes(1) : Duration.ofSeconds(5), limit);
        assertEquals(
                Duration.ofSeconds(5),
                KeyringOptions.of(kind, KeyringOptions.Person.ABSENT).limit());
    }

    @Test
    void optionsAreChecked() {
        KeyringOptions options = KeyringOptions.of(KeyringKind.SECRET_SERVICE, KeyringOptions.Person.ABSENT);

        assertEquals("latchkey", options.service());
        assertEquals(KeyringKind.KWALLET, options.withKind(KeyringKind.KWALLET).kind());
        assertThrows(IllegalArgumentException.class, () -> options.withLimit(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> new KeyringOptions(KeyringKind.KWALLET, " ", Duration.ofSeconds(1)));
    }

    @Test
    void aFileMayTakeItsPlaceOnlyWhereThereIsNoKeyringAtAll() {
        EnumSet<KeyringState> absent = EnumSet.noneOf(KeyringState.class);
        for (KeyringState state : KeyringState.values()) {
            if (state.isAbsent()) {
                absent.add(state);
            }
        }
        assertEquals(
                EnumSet.of(
                        KeyringState.NO_BUS,
                        KeyringState.NO_SERVICE,
                        KeyringState.NO_COLLECTION,
                        KeyringState.UNSUPPORTED),
                absent);
    }
}
