package com.example.spring;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's properties. One that is misspelt stops the application when it starts.
 *
 * @param issuer the authorization server, {@code latchkey.issuer}
 * @param clientId the application's client ID, {@code latchkey.client-id}
 * @param apiOrigins the origins that may receive tokens, {@code latchkey.api-origins}
 */
@ConfigurationProperties(prefix = "latchkey", ignoreUnknownFields = false)
public record LatchkeyProperties(
        String issuer, String clientId, @DefaultValue List<URI> apiOrigins) {
    public LatchkeyProperties {
        if (clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException("latchkey.client-id is not set; latchkey.issuer needs it.");
        }
    }
}
