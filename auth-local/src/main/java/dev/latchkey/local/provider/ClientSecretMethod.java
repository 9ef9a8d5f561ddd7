package dev.latchkey.local.provider;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.ClientAuthentication;

/** How a client's secret is sent: {@code client_secret_basic} or {@code client_secret_post} (RFC 6749 §2.3.1, RFC 7591 §2). */
public enum ClientSecretMethod {
    BASIC,
    POST;

    /** Client authentication with this secret. */
    public ClientAuthentication with(Secret clientSecret) {
        return this == BASIC
                ? ClientAuthentication.secretBasic(clientSecret)
                : ClientAuthentication.secretPost(clientSecret);
    }
}
