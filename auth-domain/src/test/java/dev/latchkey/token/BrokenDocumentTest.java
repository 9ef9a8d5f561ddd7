package dev.latchkey.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenDocumentTest {
    private static final String GOOD = "\"access_token\":\"at-1\",\"auth_domain\":\"d\",\"client_id\":\"c\"";

    private final SessionDocument format = new SessionDocument(new MoshiJson());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000\u0000\u0000\u0000",
                "{",
                "{\"access_token\":\"at-1\",\"auth_dom",
                "[]",
                "null",
                "7",
                "\"text\"",
                "eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
                "{\"access_token\":\"at-1\"} trailing",
                "{}"
            })
    void aTruncatedOrForeignDocumentIsCorrupt(String document) {
        StorageException corrupt = assertThrows(StorageException.class, () -> read(document));

        assertEquals(Reason.CORRUPT, corrupt.reason());
        assertEquals("/home/alice/.token", corrupt.location());
        assertFalse(String.valueOf(corrupt.getMessage()).contains("at-1"));
    }

    @Test
    void theMessageSaysWhereAndWhatToDo() {
        assertEquals(
                "The session at /home/alice/.token cannot be read: it has no access_token. Logging in again moves it"
                        + " aside and stores a new one.",
                assertThrows(StorageException.class, () -> read("{}")).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "auth_domain", "client_id"})
    void aDocumentWithoutARequiredKeyIsCorrupt(String key) {
        for (String value : List.of("null", "\"\"", "7", "true", "[]", "{\"x\":\"y\"}")) {
            StorageException corrupt =
                    assertThrows(StorageException.class, () -> read("{" + GOOD + ",\"" + key + "\":" + value + "}"));

            assertEquals(Reason.CORRUPT, corrupt.reason(), value);
            assertTrue(String.valueOf(corrupt.getMessage()).contains("it has no " + key), value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7", "true", "[]", "[\"x\"]", "{\"x\":\"y\"}"})
    void anOptionalKeyMayHaveTheWrongType(String value) {
        StoredSession session = read("{" + GOOD + ",\"refresh_token\":" + value + ",\"id_token\":" + value
                + ",\"issuer\":" + value + ",\"subject\":" + value + ",\"username\":" + value + ",\"token_type\":"
                + value + ",\"audience\":" + value + "}");

        assertEquals(read("{" + GOOD + "}"), session);
        assertFalse(session.isRefreshable());
    }

    @ParameterizedTest(name = "{0} s: {1} ms")
    @CsvSource({
        "1772370000.123, 1772370000123",
        "'\"1772370000.123\"', 1772370000123",
        "1772370000, 1772370000000",
        "1.772370000123e9, 1772370000123",
        "1772370000.1234567, 1772370000123",
        "1772370000.9999, 1772370001000",
        "0, 0",
        "-1, 0",
        "-1e300, 0",
        "1e300, 253402300799000",
        "1e99999, 253402300799000",
        "'\"Infinity\"', 253402300799000",
        "'\"-Infinity\"', 0",
        "1772370000123, 253402300799000"
    })
    void datesAreLimitedTo1970AndTheYear9999(String seconds, long millis) {
        StoredSession session = read("{" + GOOD + ",\"access_token_expires_at\":" + seconds + ",\"issued_at\":"
                + seconds + ",\"logged_in_at\":" + seconds + "}");

        assertEquals(Optional.of(Instant.ofEpochMilli(millis)), session.expiresAt());
        assertEquals(Optional.of(Instant.ofEpochMilli(millis)), session.issuedAt());
        assertEquals(Optional.of(Instant.ofEpochMilli(millis)), session.loggedInAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"soon\"", "\"\"", "\"NaN\"", "true", "[]", "{}"})
    void anInvalidDateIsUnknown(String value) {
        StoredSession session = read("{" + GOOD + ",\"access_token_expires_at\":" + value + ",\"issued_at\":" + value
                + ",\"logged_in_at\":" + value + "}");

        assertEquals(Optional.empty(), session.expiresAt());
        assertEquals(Optional.empty(), session.issuedAt());
        assertEquals(Optional.empty(), session.loggedInAt());
    }

    @Test
    void aNumberOfAMillionDigitsIsRead() {
        assertEquals(
                Optional.of(Instant.ofEpochMilli(253_402_300_799_000L)),
                read("{" + GOOD + ",\"access_token_expires_at\":" + "9".repeat(1_000_000) + "}")
                        .expiresAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.0001", "\"2\"", "1e300", "1e99999", "99999999999999999999999999999999999999"})
    void aNewerVersionIsLeftAlone(String version) {
        StorageException newer =
                assertThrows(StorageException.class, () -> read("{" + GOOD + ",\"version\":" + version + "}"));

        assertEquals(Reason.NEWER_VERSION, newer.reason());
        assertEquals(
                "The session at /home/alice/.token was written by a newer version of this program and is left alone."
                        + " Use that version, or log out with it.",
                newer.getMessage());
    }

    @Test
    void aNewerVersionIsReportedEvenIfNothingElseIsUnderstood() {
        assertEquals(
                Reason.NEWER_VERSION,
                assertThrows(StorageException.class, () -> read("{\"version\":2,\"sealed\":\"x\"}"))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "0", "-1", "null", "\"1\"", "\"one\"", "true", "[]"})
    void anyOtherVersionIsRead(String version) {
        assertEquals(
                Secret.of("at-1"),
                read("{" + GOOD + ",\"version\":" + version + "}").accessToken());
    }

    private StoredSession read(String document) {
        return format.read(Secret.of(document), "/home/alice/.token");
    }
}
