package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How a client proves to the token endpoint who it is (RFC 6749 §2.3). */
public sealed interface ClientAuthentication {
    /** The client's secret; empty for a public client. */
    default Optional<Secret> secret() {
        return Optional.empty();
    }

    /** A public client: nothing but its {@code client_id}. */
    static ClientAuthentication none() {
        return new None();
    }

    /** A secret, sent in the strongest way that the server's metadata names (RFC 8414 §2): as a header, unless it takes forms alone. */
    static ClientAuthentication secret(Secret clientSecret) {
        return new ClientSecret(clientSecret);
    }

    /** {@code client_secret_basic}: an {@code Authorization} header. */
    static ClientAuthentication secretBasic(Secret clientSecret) {
        return new SecretBasic(clientSecret);
    }

    /** {@code client_secret_post}: a parameter of the form. */
    static ClientAuthentication secretPost(Secret clientSecret) {
        return new SecretPost(clientSecret);
    }

    /** A public client. */
    record None() implements ClientAuthentication {}

    /**
     * A secret whose way the server's metadata decides.
     *
     * @param clientSecret the client's secret
     */
    record ClientSecret(Secret clientSecret) implements ClientAuthentication {
        public ClientSecret {
            Objects.requireNonNull(clientSecret, "clientSecret");
        }

        @Override
        public Optional<Secret> secret() {
            return Optional.of(clientSecret);
        }

        /** The secret out of the body, where the server does not refuse it there: where it names nothing, it must take it (RFC 8414 §2). */
        ClientAuthentication strongest(Set<String> methods) {
            boolean inForm = methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
            return inForm ? secretPost(clientSecret) : secretBasic(clientSecret);
        }
    }

    /**
     * {@code client_secret_basic}.
     *
     * @param clientSecret the client's secret
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
     * @param clientSecret the client's secret
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
