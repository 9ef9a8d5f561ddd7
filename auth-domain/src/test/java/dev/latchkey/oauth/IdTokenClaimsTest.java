package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokenClaimsTest {
    private static final String CLAIMS = "{\"iss\":\"https://auth.example\",\"sub\":\"u-1\",\"aud\":\"client-1\"}";

    @Test
    void theClaimsAreReadUnchanged() throws IdTokenException {
        IdTokenClaims claims = read(IdTokens.of(
                "{\"iss\":\"https://auth.example\",\"sub\":\"u-1\",\"aud\":[\"client-1\",\"other\",7],\"sid\":\"s-1\","
                        + "\"name\":\"Zo\u00eb\",\"email\":\"\"}"));

        assertEquals("https://auth.example", claims.issuer());
        assertEquals("u-1", claims.subject());
        assertEquals(List.of("client-1", "other"), claims.audience());
        assertEquals(Optional.of("s-1"), claims.sessionAtServer());
        assertEquals(Optional.of("Zo\u00eb"), claims.text("name"));
        assertEquals(Optional.empty(), claims.text("email"));
        assertEquals(Optional.empty(), claims.text("aud"));
    }

    static Stream<Arguments> broken() {
        String header = IdTokens.encode(IdTokens.HEADER);
        String claims = IdTokens.encode(CLAIMS);
        String notJson = "is not JSON in Base64url";
        return Stream.of(
                arguments("", "it has 1 parts, not three"),
                arguments("token", "it has 1 parts, not three"),
                arguments(header + "." + claims, "it has 2 parts, not three"),
                arguments(header + "." + claims + ".a.b.c", "it has 5 parts, not three"),
                arguments("..", "its header " + notJson),
                arguments("!." + claims + ".AAAA", "its header " + notJson),
                arguments(IdTokens.encode("[]") + "." + claims + ".AAAA", "its header " + notJson),
                arguments(header + ".!.AAAA", "its payload " + notJson),
                arguments(header + "." + claims.substring(0, 20) + ".AAAA", "its payload " + notJson),
                arguments(header + "." + IdTokens.encode("no") + ".AAAA", "its payload " + notJson),
                arguments(header + "." + claims + ".", "it is not signed"),
                arguments(header + "." + claims + ".?", "its signature is not Base64url"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void anInvalidTokenIsRefusedWithoutQuotingIt(String token, String why) {
        IdTokenException refused = assertThrows(IdTokenException.class, () -> read(Secret.of(token)));

        assertEquals(why, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"NONE\"}",
                "{\"alg\":\"\"}",
                "{\"alg\":null}",
                "{\"alg\":7}",
                "{}"
            })
    void anUnsignedTokenIsRefused(String header) {
        IdTokenException refused = assertThrows(IdTokenException.class, () -> read(IdTokens.of(header, CLAIMS)));

        assertEquals("it is not signed", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"sub\":\"u-1\"} | it has no iss",
                "{\"iss\":7,\"sub\":\"u-1\"} | it has no iss",
                "{\"iss\":\"\",\"sub\":\"u-1\"} | it has no iss",
                "{\"iss\":\"i\"} | it has no sub",
                "{\"iss\":\"i\",\"sub\":7} | it has no sub",
                "{\"iss\":\"i\",\"sub\":null} | it has no sub"
            })
    void issuerAndSubjectAreRequired(String claims, String why) {
        IdTokenException refused = assertThrows(IdTokenException.class, () -> read(IdTokens.of(claims)));

        assertEquals(why, refused.getMessage());
    }

    @Test
    void identitiesAreEqualIfIssuerSubjectAndAudienceAre() throws IdTokenException {
        IdTokenClaims first = claims("i", "u-1", "\"a\",\"b\"");

        assertTrue(first.sameIdentityAs(claims("i", "u-1", "\"b\",\"a\"")));
        assertTrue(first.sameIdentityAs(claims("i", "u-1", "\"a\",\"b\",\"a\"")));
        assertFalse(first.sameIdentityAs(claims("j", "u-1", "\"a\",\"b\"")));
        assertFalse(first.sameIdentityAs(claims("i", "u-2", "\"a\",\"b\"")));
        assertFalse(first.sameIdentityAs(claims("i", "u-1", "\"a\"")));
        assertFalse(first.sameIdentityAs(claims("i", "u-1", "\"a\",\"b\",\"c\"")));
        assertFalse(first.sameIdentityAs(null));
    }

    @Test
    void claimsAreNotPrinted() throws IdTokenException {
        assertEquals("IdTokenClaims[redacted]", claims("i", "u-1", "\"a\"").toString());
    }

    private IdTokenClaims claims(String issuer, String subject, String audience) throws IdTokenException {
        return read(IdTokens.of("{\"iss\":\"" + issuer + "\",\"sub\":\"" + subject + "\",\"aud\":[" + audience + "]}"));
    }

    private static IdTokenClaims read(Secret idToken) throws IdTokenException {
        return IdTokenClaims.read(idToken, new MoshiJson());
    }
}
