package dev.latchkey.bitfount;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fake tokens of the authorization server, numbered so that a test can distinguish them. */
final class Tokens {
    static final Duration LIFE = Duration.ofHours(24);

    private static final MoshiJson JSON = new MoshiJson();

    private Tokens() {}

    static Secret access(int number) {
        return Secret.of("at-" + number);
    }

    static Secret refresh(int number) {
        return Secret.of("rt-" + number);
    }

    /** An ID token for Bitfount's production client, without a valid signature. */
    static String id(String username, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://auth.bitfount.com/");
        claims.put("sub", "auth0|" + username);
        claims.put("aud", BitfountEnvironment.PRODUCTION.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofHours(10)).getEpochSecond());
        claims.put(BitfountInstallation.USERNAME_CLAIM, username);
        return part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims) + ".c2lnbmF0dXJl";
    }

    /** An ID token that contains only the username. */
    static String usernameAlone(String username) {
        return part(Map.of("alg", "RS256", "typ", "JWT")) + "."
                + part(Map.of(BitfountInstallation.USERNAME_CLAIM, username)) + ".c2lnbmF0dXJl";
    }

    /** An ID token that names no user. */
    static String nameless() {
        return part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(Map.of("sub", "u-9")) + ".c2lnbmF0dXJl";
    }

    /** A success response of the token endpoint. */
    static String reply(String username, int number, Instant now) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("access_token", access(number).reveal());
        reply.put("refresh_token", refresh(number).reveal());
        reply.put("id_token", id(username, now));
        reply.put("scope", "openid profile offline_access");
        reply.put("expires_in", LIFE.toSeconds());
        reply.put("token_type", "Bearer");
        return JSON.write(reply).reveal();
    }

    private static String part(Map<String, Object> object) {
        byte[] json = JSON.write(object).reveal().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }
}
