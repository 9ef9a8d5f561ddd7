package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How a client authenticates to the token endpoint (RFC 6749 §2.3). */
public sealed interface ClientAuthentication {
    /** The client secret; empty for a public client. */
    default Optional<Secret> secret() {
        return Optional.empty();
    }

    /** A public client, which sends only its {@code client_id}. */
    static ClientAuthentication none() {
        return new None();
    }

    /**
     * A secret, sent by the strongest method that the server's metadata lists (RFC 8414 §2): in a header, unless only forms are supported.
     */
    static ClientAuthentication secret(Secret clientSecret) {
        return new ClientSecret(clientSecret);
    }

    /** {@code client_secret_basic}: an {@code Authorization} header. */
    static ClientAuthentication secretBasic(Secret clientSecret) {
        return new SecretBasic(clientSecret);
    }

    /** {@code client_secret_post}: a parameter in the form. */
    static ClientAuthentication secretPost(Secret clientSecret) {
        return new SecretPost(clientSecret);
    }

    /** A public client. */
    record None() implements ClientAuthentication {}

    /**
     * A secret for which the server's metadata determines the method.
     *
     * @param clientSecret the client secret
     */
    record ClientSecret(Secret clientSecret) implements ClientAuthentication {
        public ClientSecret {
            Objects.requireNonNull(clientSecret, "clientSecret");
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(clientSecret);
        }

        /**
         * Keeps the secret out of the body if the server allows it. If its metadata lists nothing, it must support the header (RFC 8414
         * §2).
         */
        ClientAuthentication strongest(Set<String> methods) {
            boolean inForm = methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
            return inForm ? secretPost(clientSecret) : secretBasic(clientSecret);
        }
    }

    /**
     * {@code client_secret_basic}.
     *
     * @param clientSecret the client secret
     */
    record SecretBasic(Secret clientSecret) implements ClientAuthentication {
        public SecretBasic {
            Objects.requireNonNull(clientSecret, "clientSecret");
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(clientSecret);
        }
    }

    /**
     * {@code client_secret_post}.
     *
     * @param clientSecret the client secret
     */
    record SecretPost(Secret clientSecret) implements ClientAuthentication {
        public SecretPost {
            Objects.requireNonNull(clientSecret, "clientSecret");
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(clientSecret);
        }
    }
}
