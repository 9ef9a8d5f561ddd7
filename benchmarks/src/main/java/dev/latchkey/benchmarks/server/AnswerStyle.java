package dev.latchkey.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The form of a token endpoint's responses: only RFC 6749, or with the account that Microsoft's library expects. */
enum AnswerStyle {
    PLAIN {
        @Override
        String account() {
            return "";
        }
    },
    MSAL {
        @Override
        String account() {
            String claims =
                    "{\"iss\":\"https://login.microsoftonline.com/tenant/v2.0\",\"sub\":\"subject\",\"oid\":\"user\","
                            + "\"tid\":\"tenant\",\"aud\":\"client\",\"preferred_username\":\"user@example.com\",\"ver\":\"2.0\"}";
            return ",\"id_token\":\"" + base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".\",\"client_info\":\""
                    + base64("{\"uid\":\"user\",\"utid\":\"tenant\"}") + "\",\"scope\":\"scope\"";
        }
    };

    /** The prefix of a refresh token whose first access token expires at once. */
    static final String EXPIRED_AT_ONCE = "expired";

    private static final String ACCESS_TOKEN = "a".repeat(1000);

    abstract String account();

    String tokens(String sent, String next) {
        int life = sent.startsWith(EXPIRED_AT_ONCE) ? 1 : 3600;
        return "{\"access_token\":\"" + next + ACCESS_TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":" + life
                + ",\"refresh_token\":\"" + next + "\"" + account() + "}";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
