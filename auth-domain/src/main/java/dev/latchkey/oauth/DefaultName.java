package dev.latchkey.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The name of a provider that was given none. It consists of the server and the client, so that two programs, or a program and the command
 * line, find the same sessions if both are the same, and no others. Sessions are stored under it, so it never changes.
 */
final class DefaultName {
    /** The maximum length of a provider's name in a session id. */
    private static final int LONGEST = 255;

    private static final int READABLE_PART = 180;

    private DefaultName() {}

    static String of(OAuthProvider provider) {
        // '#' is not allowed in an issuer (RFC 8414 §2) or a token endpoint (RFC 6749 §3.2), so it marks the end of the
        // server.
        String name = server(provider).replace("#", "%23") + '#' + provider.clientId();
        return name.length() <= LONGEST ? name : name.substring(0, READABLE_PART) + '#' + digest(name);
    }

    /** The URL of the metadata if given, since several servers may use the same issuer name; else the issuer, else the token endpoint. */
    private static String server(OAuthProvider provider) {
        Optional<URI> metadata = provider.dialect().metadataUrl();
        if (metadata.isPresent() && provider.endpoints().isEmpty()) {
            return metadata.get().toString();
        }
        Optional<String> issuer = provider.issuer();
        return issuer.isPresent()
                ? issuer.get()
                : provider.endpoints().orElseThrow().token().toString();
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
