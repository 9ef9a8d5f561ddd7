package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTokenEndpointTlsTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();
    private static final String TIMES = ",\"iat\":" + (NOW - 10) + ",\"exp\":" + (NOW + 3600);

    private final TrustTokenEndpointTls verifier = new TrustTokenEndpointTls(new MoshiJson());

    @Test
    void aTokenOfThisIssuerForThisClientIsAccepted() throws IdTokenException {
        assertEquals(
                "u-1", verified("https://auth.example", "\"client-1\"" + TIMES).subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example/",
                "http://auth.example",
                "https://auth.example.evil.example",
                "HTTPS://auth.example",
                "auth.example"
            })
    void aTokenOfAnotherIssuerIsRefused(String issuer) {
        assertEquals("its iss is not the provider's issuer", refusal(issuer, "\"client-1\"" + TIMES));
    }

    @Test
    void anUnknownIssuerIsNotCompared() throws IdTokenException {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                URI.create("https://auth.example/device"), URI.create("https://auth.example/token")),
                        "client-1")
                .build();

        IdTokenClaims claims = verifier.verify(
                IdTokens.of("{\"iss\":\"https://any.example\",\"sub\":\"u-1\",\"aud\":\"client-1\"" + TIMES + "}"),
                provider,
                Instant.ofEpochSecond(NOW));

        assertEquals("https://any.example", claims.issuer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client-1\"",
                "[\"client-1\"]",
                "\"client-1\",\"azp\":\"client-1\"",
                "[\"client-1\",\"api\"],\"azp\":\"client-1\"",
                "[\"api\",\"client-1\"],\"azp\":\"client-1\""
            })
    void anAudienceThatIncludesThisClientIsAccepted(String audience) throws IdTokenException {
        assertEquals("u-1", verified("https://auth.example", audience + TIMES).subject());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"client-2\" | its aud is not this client",
                "\"client-1 \" | its aud is not this client",
                "\"\" | its aud is not this client",
                "[] | its aud is not this client",
                "null | its aud is not this client",
                "{\"client-1\":1} | its aud is not this client",
                "[\"client-2\"],\"azp\":\"client-1\" | its aud is not this client",
                "[\"client-1\",\"api\"] | it has several aud and no azp",
                "[\"client-1\",\"api\"],\"azp\":\"\" | it has several aud and no azp",
                "[\"client-1\",\"api\"],\"azp\":\"client-2\" | its azp is not this client",
                "\"client-1\",\"azp\":\"client-2\" | its azp is not this client"
            })
    void anAudienceWithoutThisClientIsRefused(String audience, String why) {
        assertEquals(why, refusal("https://auth.example", audience + TIMES));
    }

    /** Five minutes of leeway, to the second. */
    @ParameterizedTest(name = "exp in {0} s, iat in {1} s: {2}")
    @CsvSource({
        "3600, 0, ''",
        "1, -3600, ''",
        "0, -3600, ''",
        "-300, -3600, ''",
        "-301, -3600, 'it has expired, by this machine''s clock'",
        "3600, 300, ''",
        "3600, 301, 'it was issued in the future, by this machine''s clock'",
        "3600, -999999999, ''"
    })
    void expiryAndIssueHaveFiveMinutesOfLeeway(long exp, long iat, String why) throws IdTokenException {
        String claims = "\"client-1\",\"exp\":" + (NOW + exp) + ",\"iat\":" + (NOW + iat);

        if (why.isEmpty()) {
            assertEquals("u-1", verified("https://auth.example", claims).subject());
        } else {
            assertEquals(why, refusal("https://auth.example", claims));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iat\":1",
                "\"exp\":9e99",
                "\"exp\":null,\"iat\":1",
                "\"exp\":\"soon\",\"iat\":1",
                "\"exp\":\"NaN\",\"iat\":1",
                "\"exp\":true,\"iat\":1"
            })
    void aTokenWithoutTimesIsRefused(String times) {
        assertEquals("it has no exp or no iat", refusal("https://auth.example", "\"client-1\"," + times));
    }

    @Test
    void extremeTimesDoNotCrash() throws IdTokenException {
        assertEquals(
                "u-1",
                verified("https://auth.example", "\"client-1\",\"exp\":1e99999,\"iat\":-1e99999")
                        .subject());
    }

    private IdTokenClaims verified(String issuer, String audienceAndMore) throws IdTokenException {
        OAuthProvider provider =
                OAuthProvider.discovered("https://auth.example", "client-1").build();
        return verifier.verify(
                IdTokens.of("{\"iss\":\"" + issuer + "\",\"sub\":\"u-1\",\"aud\":" + audienceAndMore + "}"),
                provider,
                Instant.ofEpochSecond(NOW));
    }

    private String refusal(String issuer, String audienceAndMore) {
        return String.valueOf(assertThrows(IdTokenException.class, () -> verified(issuer, audienceAndMore))
                .getMessage());
    }
}
