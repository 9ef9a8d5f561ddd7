package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.util.Objects;

/** How a client proves to the token endpoint who it is (RFC 6749 §2.3). */
public sealed interface ClientAuthentication {
    /** The kinds, to switch over. */
    enum Kind {
        NONE,
        SECRET_BASIC,
        SECRET_POST
    }

    /** Which of them this is. */
    Kind kind();

    /** A public client: nothing but its {@code client_id}. */
    static ClientAuthentication none() {
        return new None();
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
    record None() implements ClientAuthentication {
        @Override
        public Kind kind() {
            return Kind.NONE;
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
        public Kind kind() {
            return Kind.SECRET_BASIC;
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
        public Kind kind() {
            return Kind.SECRET_POST;
        }
    }
}
