package dev.latchkey.local.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.local.provider.ProviderSelection.ProviderMaker;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.Dialect.Pkce;
import dev.latchkey.oauth.Dialect.RequestFormat;
import dev.latchkey.oauth.Dialect.RevocationAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider file: keys are read strictly, have an effect, and are shown again. */
class ProviderJsonTest {
    private static final String FULL =
            "{\"issuer\":\"https://auth.example/{tenantid}/v2.0\",\"token_endpoint\":\"https://auth.example/token\","
                    + "\"device_authorization_endpoint\":\"https://auth.example/device\","
                    + "\"revocation_endpoint\":\"https://api.example/revoke\","
                    + "\"userinfo_endpoint\":\"https://api.example/user\",\"jwks_uri\":\"https://auth.example/keys\","
                    + "\"client_id\":\"me\",\"scopes\":[\"a\",\"b\"],\"audience\":\"x\",\"resources\":[\"https://r.example\"],"
                    + "\"api_origins\":[\"https://api.example\"],\"username_claim\":[\"login\",\"email\"],"
                    + "\"session_ending_errors\":[\"bad_refresh_token\"],"
                    + "\"metadata_url\":\"https://auth.example/meta\",\"device_grant_type\":\"device\","
                    + "\"request_format\":\"json\",\"parameter_names\":{\"device_code\":\"code\",\"scope\":\"scopes\"},"
                    + "\"device_parameters\":{\"response_type\":\"device_code\"},"
                    + "\"poll_parameters\":{\"user_code\":\"{user_code}\"},"
                    + "\"refresh_parameters\":{\"redirect_uri\":\"urn:x\"},"
                    + "\"poll_errors\":{\"410\":\"expired_token\",\"418\":\"access_denied\"},"
                    + "\"revocation_auth\":\"none\",\"revocation_body\":{\"credentials\":[\"{token}\"]},"
                    + "\"pkce\":\"S256\",\"default_expires_in\":7200,\"store\":\"file\"}";

    @Test
    void everyKeyHasAnEffect() {
        OAuthProvider provider = ProviderMaker.make("work", read(FULL));

        assertEquals(List.of("login", "email"), provider.usernameClaims());
        assertEquals(
                Dialect.builder()
                        .metadataUrl(URI.create("https://auth.example/meta"))
                        .deviceGrantType("device")
                        .requestFormat(RequestFormat.JSON)
                        .parameterNames(Map.of("device_code", "code", "scope", "scopes"))
                        .deviceParameters(Map.of("response_type", "device_code"))
                        .pollParameters(Map.of("user_code", "{user_code}"))
                        .refreshParameters(Map.of("redirect_uri", "urn:x"))
                        .pollErrors(Map.of(410, "expired_token", 418, "access_denied"))
                        .revocationAuthentication(RevocationAuthentication.NONE)
                        .revocationBody(Map.of("credentials", List.of("{token}")))
                        .pkce(Pkce.S256)
                        .tokenLife(Duration.ofHours(2))
                        .build(),
                provider.dialect());
    }

    @Test
    void whatWasReadIsWrittenAndShownUnchanged() throws JsonFormatException {
        ProviderConfig config = read(FULL);

        String written = new MoshiJson().write(ProviderJson.write(config)).reveal();

        assertEquals(object(FULL), object(written));
        assertEquals(ProviderJson.write(config), ProviderDescription.of(config));
        Map<String, Object> shown = ProviderDescription.of(ProviderMaker.make("work", config));
        object(FULL).keySet().stream()
                .filter(key -> !key.equals("store"))
                .forEach(key -> assertTrue(shown.containsKey(key), key));
    }

    @Test
    void aConformingServerNeedsTwoKeys() {
        ProviderConfig config = read("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\"}");

        assertEquals(Map.of("issuer", "https://auth.example", "client_id", "me"), ProviderJson.write(config));
        OAuthProvider provider = ProviderMaker.make("work", config);
        assertTrue(provider.usualScopes());
        assertEquals(Optional.empty(), provider.endpoints());
        assertEquals(Endpoints.Given.NONE, provider.givenEndpoints());
    }

    @Test
    void anEndpointGivenWithAnIssuerOverridesItsMetadata() {
        OAuthProvider provider = ProviderMaker.make(
                "work",
                read("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\","
                        + "\"device_authorization_endpoint\":\"https://auth.example/device\"}"));

        assertEquals(Optional.empty(), provider.endpoints());
        assertEquals(
                Optional.of(URI.create("https://auth.example/device")),
                provider.givenEndpoints().deviceAuthorization());
    }

    @Test
    void readsAFileOfAnEarlierVersion() {
        ProviderConfig config =
                read("{\"issuer\":\"https://auth.example\",\"token_endpoint\":\"https://auth.example/token\","
                        + "\"client_id\":\"me\",\"client_secret_file\":\"/secret\",\"client_auth\":\"basic\","
                        + "\"scopes\":[\"openid\"],\"username_claim\":\"email\",\"session_ending_errors\":[\"x\"]}");

        assertEquals(Optional.of(ClientSecretMethod.BASIC), config.clientSecretMethod());
        assertEquals("email", ProviderJson.write(config).get("username_claim"));
        assertEquals(
                Optional.of("https://auth.example/token"), config.endpoints().token());
    }

    @Test
    void aMetadataUrlGivenAsIssuerIsConvertedToTheIssuer() {
        ProviderConfig config =
                read("{\"issuer\":\"https://auth.example/a/.well-known/openid-configuration\",\"client_id\":\"me\"}");

        assertEquals("https://auth.example/a", config.server());
        assertEquals("https://auth.example/a#me", AdHocNameTest.adHocName(config));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata_url | 7",
                "metadata_url | \"a b\"",
                "device_grant_type | []",
                "request_format | \"xml\"",
                "parameter_names | [\"a\"]",
                "parameter_names | {\"device_code\":7}",
                "device_parameters | \"a=b\"",
                "device_parameters | {\"a\":null}",
                "poll_parameters | {\"a\":[]}",
                "refresh_parameters | 7",
                "poll_errors | {\"500\":\"slow_down\"}",
                "poll_errors | {\"teapot\":\"slow_down\"}",
                "revocation_auth | \"bearer\"",
                "revocation_body | \"{token}\"",
                "pkce | \"plain\"",
                "pkce | true",
                "default_expires_in | \"7200\"",
                "default_expires_in | 0",
                "default_expires_in | 1e300",
                "username_claim | 7",
                "session_ending_errors | {}",
                "store | 7"
            })
    void anInvalidValueIsReportedWithItsKey(String key, String value) {
        String message =
                refusal("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\",\"" + key + "\":" + value + "}");

        assertTrue(message.contains(key), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device_parameters | {\"client_id\":\"x\"} | client_id",
                "poll_parameters | {\"x\":\"{access_token}\"} | x",
                "poll_errors | {\"418\":\"teapot\"} | access_denied",
                "revocation_body | {\"a\":\"b\"} | {token}",
                "device_grant_type | \" \" | grant type",
                "metadata_url | \"http://auth.example\" | metadata URL"
            })
    void refusesWhatTheDialectRefuses(String key, String value, String says) {
        String message =
                refusal("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\",\"" + key + "\":" + value + "}");

        assertTrue(message.contains(says), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "pkc", "poll_error", "device_parameter", "userinfo"})
    void anUnknownKeyIsReported(String key) {
        String message = refusal("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\",\"" + key + "\":\"x\"}");

        assertTrue(message.contains("\"" + key + "\""), message);
    }

    @Test
    void anUnknownStoreIsReportedWithTheAcceptedOnes() {
        String message = refusal("{\"issuer\":\"https://auth.example\",\"client_id\":\"me\",\"store\":\"floppy\"}");

        for (StoreKind kind : StoreKind.values()) {
            assertTrue(message.contains(kind.toString()), message);
        }
    }

    @Test
    void aProviderWithoutAServerIsRefused() {
        assertTrue(refusal("{\"client_id\":\"me\",\"device_authorization_endpoint\":\"https://auth.example/d\"}")
                .contains("neither issuer nor token_endpoint"));
    }

    private static String refusal(String json) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(json)).getMessage());
    }

    private static ProviderConfig read(String json) {
        try {
            return ProviderJson.read(object(json), FileSystems.getDefault());
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> object(String json) throws JsonFormatException {
        return new MoshiJson().read(Secret.of(json));
    }
}
