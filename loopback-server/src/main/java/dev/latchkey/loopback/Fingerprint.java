package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies a token in logs without revealing it: the first twelve hexadecimal digits of its SHA-256. */
public final class Fingerprint {
    private static final int BYTES = 6;

    private Fingerprint() {}

    /** The token's fingerprint. */
    public static String of(Secret token) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
