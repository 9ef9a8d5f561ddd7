package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The proof that a poll comes from the client that requested the code (RFC 7636 §4.1, §4.2), with S256 only. Pure. */
final class CodeVerifier {
    /** 43 characters, as RFC 7636 §4.1 recommends. */
    private static final int BYTES = 32;

    private CodeVerifier() {}

    static Secret random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Secret.of(encode(bytes));
    }

    static String challenge(Secret verifier) {
        try {
            return encode(MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
