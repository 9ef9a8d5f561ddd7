package dev.latchkey.cli.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The name of a provider that nobody named: the same options find the same sessions again. */
final class AdHocName {
    /** Configured providers must not be called like this. */
    static final String PATTERN = "[0-9a-f]{12}";

    private AdHocName() {}

    /** A short hash of the issuer, else the token endpoint, and of the client's id. */
    static String of(ProviderConfig config) {
        String server = config.issuer() != null
                ? config.issuer()
                : Objects.requireNonNull(config.endpoints()).token();
        byte[] both = (server + "\n" + config.clientId()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(both);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
