package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** ID tokens without a valid signature. */
final class IdTokens {
    static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

    private IdTokens() {}

    static Secret of(String claims) {
        return of(HEADER, claims);
    }

    static Secret of(String header, String claims) {
        return Secret.of(encode(header) + "." + encode(claims) + "." + encode("signature"));
    }

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
