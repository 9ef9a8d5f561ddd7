package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a client authenticates to the token endpoint (RFC 6749 §2.3). Immutable; created by its static methods.
 *
 * @param kind how the secret is sent
 * @param secret the client secret; empty for a public client
 */
public record ClientAuthentication(Kind kind, Optional<Secret> secret) {
    private static final ClientAuthentication NONE = new ClientAuthentication(Kind.NONE, Optional.empty());

    /** How a secret is sent. */
    public enum Kind {
        /** There is none: a public client sends only its {@code client_id}. */
        NONE,
        /** As the server's metadata determines. */
        SECRET,
        /** {@code client_secret_basic}: an {@code Authorization} header. */
        SECRET_BASIC,
        /** {@code client_secret_post}: a parameter in the form. */
        SECRET_POST
    }

    public ClientAuthentication {
        Objects.requireNonNull(kind, "kind");
        if (secret.isEmpty() != (kind == Kind.NONE)) {
            throw new IllegalArgumentException("secret must be given, unless the kind is NONE");
        }
    }

    /** A public client, which sends only its {@code client_id}. */
    public static ClientAuthentication none() {
        return NONE;
    }

    /**
     * A secret, sent by the strongest method that the server's metadata lists (RFC 8414 §2): in a header, unless only forms are supported.
     */
    public static ClientAuthentication secret(Secret clientSecret) {
        return new ClientAuthentication(Kind.SECRET, Optional.of(clientSecret));
    }

    /** {@code client_secret_basic}: an {@code Authorization} header. */
    public static ClientAuthentication secretBasic(Secret clientSecret) {
        return new ClientAuthentication(Kind.SECRET_BASIC, Optional.of(clientSecret));
    }

    /** {@code client_secret_post}: a parameter in the form. */
    public static ClientAuthentication secretPost(Secret clientSecret) {
        return new ClientAuthentication(Kind.SECRET_POST, Optional.of(clientSecret));
    }

    /**
     * With the method that keeps the secret out of the body if the server allows it. If its metadata lists nothing, it must support the
     * header (RFC 8414 §2).
     */
    ClientAuthentication strongest(Set<String> methods) {
        boolean inForm = methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
        return new ClientAuthentication(inForm ? Kind.SECRET_POST : Kind.SECRET_BASIC, secret);
    }
}
