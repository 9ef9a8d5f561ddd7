package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.contract.RequestAuthorizerContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysCredentialTest extends RequestAuthorizerContract {
    private static final URI HUB = URI.create("https://hub.bitfount.com");

    private final ApiKeysCredential credential = credential("id:more", "key:more", Part.BEFORE_COLON);

    private static ApiKeysCredential credential(String id, String key, Part part) {
        return new ApiKeysCredential(new ApiKeys(Secret.of(id), Secret.of(key)), Map.of(Origin.of(HUB), part));
    }

    @Override
    protected RequestAuthorizer authorizer() {
        return credential;
    }

    private static List<String> shown(Credentials credentials) {
        return credentials.headers().stream()
                .map(header -> header.name() + "=" + header.value().reveal())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "id, key, id, key",
        "id:x, key:y, id, key",
        "id:x:y, key::, id, key",
        "id:, :key, id, ''",
        "':', '::', '', ''"
    })
    void beforeColonReturnsThePartBeforeTheFirstColonOfEach(String id, String key, String idPart, String keyPart) {
        assertEquals(
                List.of("x-api-key-id=" + idPart, "x-api-key=" + keyPart),
                shown(credential(id, key, Part.BEFORE_COLON).authorize("GET", HUB)));
    }

    @Test
    void wholeReturnsBothUnchanged() {
        assertEquals(
                List.of("x-api-key-id=id:x", "x-api-key=key:y"),
                shown(credential("id:x", "key:y", Part.WHOLE).authorize("GET", HUB)));
    }

    @Test
    void theyCannotBeRenewed() {
        Credentials used = credential.authorize("GET", HUB);
        assertEquals(
                Verdict.Kind.PASS_ON,
                Refusals.of(credential, HUB, used, 401, "Bearer").kind());
        assertEquals(0, used.generation());
        assertEquals(Credential.Kind.API_KEYS, credential.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "ends\n", "\r", "tab\t", "nul\u0000", "k\u00e9y"})
    void invalidHeaderValuesAreRefusedAtOnceAndNotShown(String unfit) {
        Secret fit = Secret.of("fit");

        IllegalArgumentException id =
                assertThrows(IllegalArgumentException.class, () -> new ApiKeys(Secret.of(unfit), fit));
        IllegalArgumentException key =
                assertThrows(IllegalArgumentException.class, () -> new ApiKeys(fit, Secret.of(unfit)));
        assertEquals("the id of an API key must be one line of ASCII characters that is not empty", id.getMessage());
        assertEquals("the key of an API key must be one line of ASCII characters that is not empty", key.getMessage());
    }

    @Test
    void bothVariablesOrNeither() {
        assertEquals(Optional.empty(), ApiKeys.fromEnvironment(Map.of("OTHER", "x"), "ID", "KEY"));
        assertEquals(Optional.empty(), ApiKeys.fromEnvironment(Map.of("ID", "", "KEY", ""), "ID", "KEY"));
        assertEquals(
                Optional.of(new ApiKeys(Secret.of("i"), Secret.of("k"))),
                ApiKeys.fromEnvironment(Map.of("ID", "i", "KEY", "k"), "ID", "KEY"));
        assertThrows(IllegalArgumentException.class, () -> ApiKeys.fromEnvironment(Map.of("ID", "i"), "ID", "KEY"));
        assertThrows(IllegalArgumentException.class, () -> ApiKeys.fromEnvironment(Map.of("KEY", "k"), "ID", "KEY"));
    }

    @Test
    void theyAreNeverPrinted() {
        String shown = credential.keys() + " " + credential.headers(Part.WHOLE);

        assertTrue(shown.contains("redacted"));
        assertFalse(shown.contains("more"), shown);
    }
}
