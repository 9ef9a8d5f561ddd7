package dev.latchkey.session;

import dev.latchkey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** ID tokens of the scripted server, valid for an hour from now. */
final class IdTokens {
    private IdTokens() {}

    static Secret of(World world, String subject, @Nullable String username, @Nullable String sid) {
        return signed(claims(world, "https://auth.example", "client-1", subject)
                + (username == null ? "" : ",\"preferred_username\":\"" + username + "\"")
                + (sid == null ? "" : ",\"sid\":\"" + sid + "\""));
    }

    static Secret issued(World world, String issuer, String audience, String subject) {
        return signed(claims(world, issuer, audience, subject));
    }

    private static String claims(World world, String issuer, String audience, String subject) {
        long now = world.time.epochMillis() / 1000;
        return "\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + subject + "\",\"iat\":" + now
                + ",\"exp\":" + (now + 3600);
    }

    private static Secret signed(String claims) {
        return Secret.of(encode("{\"alg\":\"RS256\"}") + "." + encode("{" + claims + "}") + "." + encode("signature"));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
