package dev.latchkey.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.contract.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDocumentTest {
    private static final String BARE = "{\"access_token\":\"at-1\",\"auth_domain\":\"d\",\"client_id\":\"c\"";

    private final SessionDocument format = new SessionDocument(new MoshiJson());

    private static StoredSession full() {
        Map<String, Object> unknown = new LinkedHashMap<>();
        unknown.put("from_the_future", Map.of("a", "1.50"));
        unknown.put("a_list", Arrays.asList("x", null, true));
        unknown.put("nothing", null);
        return StoredSession.builder(Secret.of("at-1"), Sessions.BINDING)
                .refreshToken(Secret.of("rt-1"))
                .idToken(Secret.of("a.b.c"))
                .expiresAt(Instant.ofEpochMilli(1_772_370_000_123L))
                .issuedAt(Instant.ofEpochMilli(1_772_366_400_000L))
                .loggedInAt(Instant.ofEpochMilli(1_772_366_000_001L))
                .subject("u-1")
                .username("alice")
                .tokenType("Bearer")
                .grantedScopes(List.of("openid"))
                .unknown(unknown)
                .build();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | as asked",
                ",\"granted_scopes\":null | as asked",
                ",\"granted_scopes\":\"\" | ''",
                ",\"granted_scopes\":\"a b\" | a b",
                ",\"granted_scopes\":[\"a\",\"b\"] | a b",
                ",\"granted_scopes\":7 | ''"
            })
    void onlyMissingGrantedScopesMeanThoseRequested(String member, String granted) {
        Optional<List<String>> read =
                format.read(Secret.of(BARE + member + "}"), "here").grantedScopes();

        assertEquals(granted, read.map(words -> String.join(" ", words)).orElse("as asked"));
    }

    @Test
    void anEmptyGrantIsPreserved() {
        StoredSession none = StoredSession.builder(Secret.of("at-1"), Sessions.BINDING)
                .grantedScopes(List.of())
                .build();

        assertEquals(none, format.read(format.write(none), "here"));
    }

    @Test
    void aSessionIsReadBackAsItWasWritten() {
        assertEquals(full(), read(write(full())));
    }

    @Test
    void aMinimalSessionIsReadBackAsItWasWritten() {
        StoredSession bare = StoredSession.builder(
                        Secret.of("at-1"), SessionBinding.of("auth.example", "client-1", List.of(), "", null))
                .build();

        assertEquals(bare, read(write(bare)));
    }

    @Test
    void theEightKeysOfThePythonClientComeFirstWithItsTypes() {
        Map<String, Object> document = json(write(full()));

        assertEquals(
                List.of(
                        "access_token",
                        "refresh_token",
                        "id_token",
                        "access_token_expires_at",
                        "auth_domain",
                        "client_id",
                        "scopes",
                        "audience",
                        "version",
                        "issuer",
                        "subject",
                        "username",
                        "token_type",
                        "issued_at",
                        "logged_in_at",
                        "granted_scopes",
                        "from_the_future",
                        "a_list",
                        "nothing"),
                new ArrayList<>(document.keySet()));
        assertEquals("at-1", document.get("access_token"));
        assertEquals("rt-1", document.get("refresh_token"));
        assertEquals("a.b.c", document.get("id_token"));
        assertEquals("auth.example", document.get("auth_domain"));
        assertEquals("client-1", document.get("client_id"));
        assertEquals("openid offline_access", document.get("scopes"));
        assertEquals("https://api.example", document.get("audience"));
        assertEquals(new BigDecimal("1772370000.123"), document.get("access_token_expires_at"));
        assertEquals(
                1, assertInstanceOf(BigDecimal.class, document.get("version")).intValueExact());
    }

    @ParameterizedTest
    @CsvSource({"1772370000120, 1772370000.12", "1772370000000, 1772370000.000"})
    void theExpiryIsANumberWithAFractionAsPythonWritesIt(long millis, String written) {
        String document = write(Sessions.of(millis, null, null));

        assertEquals(
                "{\"access_token\":\"at-1\",\"refresh_token\":null,\"id_token\":null," + "\"access_token_expires_at\":"
                        + written,
                document.substring(0, document.indexOf(",\"auth_domain\"")));
    }

    @Test
    void anUnknownExpiryIsWrittenAsAnHourAfterTheIssueAndReadAsUnknown() {
        StoredSession session = Sessions.of(null, 1_772_366_400_000L, Secret.of("rt-1"));

        Map<String, Object> document = json(write(session));

        assertEquals(new BigDecimal("1772370000.000"), document.get("access_token_expires_at"));
        assertEquals(true, document.get("expiry_guessed"));
        assertEquals(session, read(write(session)));
    }

    /** The Python client then renews the token instead of failing on null. */
    @Test
    void withoutATimeOfIssueTheGuessIsLongPast() {
        StoredSession session = Sessions.of(null, null, Secret.of("rt-1"));

        assertEquals(new BigDecimal("0.000"), json(write(session)).get("access_token_expires_at"));
        assertEquals(session, read(write(session)));
    }

    @Test
    void aGuessRewrittenByThePythonClientCountsAsTheExpiry() {
        Map<String, Object> document =
                new LinkedHashMap<>(json(write(Sessions.of(null, 1_772_366_400_000L, Secret.of("rt-1")))));
        document.remove("expiry_guessed");

        assertEquals(
                Optional.of(Instant.ofEpochMilli(1_772_370_000_000L)),
                read(new MoshiJson().write(document).reveal()).expiresAt());
    }

    @Test
    void aKnownExpiryIsNotMarkedAsAGuess() {
        assertFalse(json(write(full())).containsKey("expiry_guessed"));
    }

    @Test
    void aFileOfThePythonClientIsRead() {
        StoredSession session = read("{\n"
                + "  \"access_token\": \"at-1\",\n"
                + "  \"refresh_token\": \"rt-1\",\n"
                + "  \"id_token\": \"a.b.c\",\n"
                + "  \"access_token_expires_at\": 1772370000.123456,\n"
                + "  \"auth_domain\": \"auth.bitfount.com\",\n"
                + "  \"client_id\": \"8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO\",\n"
                + "  \"scopes\": \"profile openid offline_access\",\n"
                + "  \"audience\": \"https://hub.bitfount.com/api\"\n"
                + "}\n");

        assertEquals(
                StoredSession.builder(
                                Secret.of("at-1"),
                                SessionBinding.of(
                                        "auth.bitfount.com",
                                        "8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO",
                                        List.of("profile", "openid", "offline_access"),
                                        "https://hub.bitfount.com/api",
                                        null))
                        .refreshToken(Secret.of("rt-1"))
                        .idToken(Secret.of("a.b.c"))
                        .expiresAt(Instant.ofEpochMilli(1_772_370_000_123L))
                        .build(),
                session);
    }

    @Test
    void onlyWhatAPythonClientDropsIsMissing() {
        StoredSession before = full();
        Map<String, Object> eight = new LinkedHashMap<>(json(write(before)));
        eight.keySet()
                .retainAll(List.of(
                        "access_token",
                        "refresh_token",
                        "id_token",
                        "access_token_expires_at",
                        "auth_domain",
                        "client_id",
                        "scopes",
                        "audience"));

        StoredSession after = read(new MoshiJson().write(eight).reveal());

        assertEquals(before.accessToken(), after.accessToken());
        assertEquals(before.refreshToken(), after.refreshToken());
        assertEquals(before.expiresAt(), after.expiresAt());
        assertEquals(Optional.empty(), after.issuedAt());
        assertEquals(Optional.empty(), after.binding().issuer());
        assertEquals(Sessions.BINDING.scopes(), after.scopes());
    }

    @Test
    void unknownKeysKeepTheirPlaceInARewrite() {
        StoredSession session = read("{\"key\":{\"d\":\"x\"},\"access_token\":\"a\",\"access_tokens\":[1,2.50,\"z\"],"
                + "\"auth_domain\":\"d\",\"client_id\":\"c\",\"nothing\":null}");

        Map<String, Object> rewritten = json(write(session.withoutRefreshToken()));

        assertEquals(Map.of("d", "x"), rewritten.get("key"));
        assertEquals(List.of(new BigDecimal("1"), new BigDecimal("2.50"), "z"), rewritten.get("access_tokens"));
        assertEquals(true, rewritten.containsKey("nothing"));
        assertEquals(
                List.of("key", "access_tokens", "nothing"),
                new ArrayList<>(rewritten.keySet()).subList(rewritten.size() - 3, rewritten.size()));
    }

    @Test
    void aDocumentIsNotPrinted() {
        String printed = format.write(full()) + " " + full();

        assertTrue(
                full().toString().startsWith("StoredSession[" + full().binding().authDomain()), printed);
        assertFalse(printed.contains("at-1") || printed.contains("rt-1") || printed.contains("a.b.c"), printed);
    }

    private Map<String, Object> json(String document) {
        try {
            return Decimals.in(new MoshiJson().read(Secret.of(document)));
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }

    private String write(StoredSession session) {
        return format.write(session).reveal();
    }

    private StoredSession read(String document) {
        return format.read(Secret.of(document), "here");
    }
}
