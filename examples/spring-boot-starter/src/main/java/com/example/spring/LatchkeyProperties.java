package com.example.spring;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets.
 *
 * @param issuer the authorization server, {@code latchkey.issuer}
 * @param clientId this application there, {@code latchkey.client-id}
 * @param apiOrigins where tokens may go, {@code latchkey.api-origins}
 */
@ConfigurationProperties("latchkey")
public record LatchkeyProperties(
        String issuer, String clientId, @DefaultValue List<URI> apiOrigins) {}
