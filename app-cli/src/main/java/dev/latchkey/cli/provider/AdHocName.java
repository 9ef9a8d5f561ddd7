package dev.latchkey.cli.provider;

import java.util.HexFormat;
import java.util.Objects;

/** The name of a provider that nobody named: the same options find the same sessions again. */
final class AdHocName {
    /** Configured providers must not be called like this. */
    static final String PATTERN = "[0-9a-f]{12}";

    private AdHocName() {}

    /**
     * A short hash of the issuer, else the token endpoint, and of the client's id: all bits of {@link String#hashCode()} of the
     * one, which Java specifies for ever, and half of those of the other. It keeps sessions apart and protects nothing, since a
     * session's document says whose it is: should two providers ever meet, each refuses the other's session. A digest would be
     * no better at that, and to start the JDK's takes as long as to read and print a token.
     */
    static String of(ProviderConfig config) {
        String server = config.issuer() != null
                ? config.issuer()
                : Objects.requireNonNull(config.endpoints()).token();
        int client = config.clientId().hashCode();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(server.hashCode()) + hex.toHexDigits((char) (client ^ client >>> 16));
    }
}
