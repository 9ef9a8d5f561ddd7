package dev.latchkey.bitfount;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;

/** Imitates how Bitfount's Python client uses the token file, as far as it matters here. */
final class PythonClient {
    /** What it knows after reading a file. */
    record Loaded(
            String accessToken,
            String refreshToken,
            String idToken,
            double accessTokenExpiresAt,
            String authDomain,
            String clientId,
            String scopes,
            String audience) {
        /** Whether it would use the file, which must be for its environment and request. */
        boolean fits(BitfountEnvironment environment) {
            return authDomain.equals(environment.authDomain())
                    && clientId.equals(environment.clientId())
                    && scopes.equals("profile openid offline_access")
                    && audience.equals("https://hub.bitfount.com/api");
        }

        /** A token that expires within ten minutes counts as expired. */
        boolean isExpired(Instant now) {
            return now.toEpochMilli() / 1000.0 + Duration.ofMinutes(10).toSeconds() >= accessTokenExpiresAt;
        }
    }

    private PythonClient() {}

    /** {@code json.load(f)}, then each of the eight keys by name: a missing one is a {@code KeyError}. */
    static Loaded read(String file) {
        Map<String, Object> token = parse(file);
        return new Loaded(
                (String) at(token, "access_token"),
                (String) at(token, "refresh_token"),
                (String) at(token, "id_token"),
                ((Number) at(token, "access_token_expires_at")).doubleValue(),
                (String) at(token, "auth_domain"),
                (String) at(token, "client_id"),
                (String) at(token, "scopes"),
                (String) at(token, "audience"));
    }

    /** {@code json.dump(token, f)} after a login of that user, in the client's own order and with its own spaces. */
    static String write(String username, int number, Instant expiresAt, Instant now) {
        return write(username, number, expiresAt, now, "profile openid offline_access", "https://hub.bitfount.com/api");
    }

    /** The same for other scopes or another audience. */
    static String write(String username, int number, Instant expiresAt, Instant now, String scopes, String audience) {
        return "{\"access_token\": \"" + Tokens.access(number).reveal() + "\", \"refresh_token\": \""
                + Tokens.refresh(number).reveal() + "\", \"id_token\": \"" + Tokens.id(username, now)
                + "\", \"access_token_expires_at\": " + expiresAt.getEpochSecond() + ".123456"
                + ", \"auth_domain\": \"auth.bitfount.com\", \"client_id\": \"8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO\""
                + ", \"scopes\": \"" + scopes + "\", \"audience\": \"" + audience + "\"}";
    }

    private static Object at(Map<String, Object> token, String key) {
        if (!token.containsKey(key)) {
            throw new NoSuchElementException("KeyError: " + key);
        }
        return token.get(key);
    }

    private static Map<String, Object> parse(String file) {
        try {
            return new MoshiJson().read(Secret.of(file));
        } catch (JsonFormatException e) {
            throw new IllegalArgumentException("JSONDecodeError", e);
        }
    }
}
