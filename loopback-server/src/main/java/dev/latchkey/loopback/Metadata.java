package dev.latchkey.loopback;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's metadata (RFC 8414 §2, OpenID Connect Discovery 1.0 §3, RFC 8628 §4) and its keys. */
final class Metadata {
    private final URI issuer;
    private final Client client;
    private final @Nullable Set<String> grantable;

    Metadata(URI issuer, Client client, @Nullable Set<String> grantable) {
        this.issuer = issuer;
        this.client = client;
        this.grantable = grantable;
    }

    Answer document(ReceivedRequest request) {
        return getOnly(request, body());
    }

    Answer keys(ReceivedRequest request) {
        return getOnly(request, Map.of("keys", List.of(SigningKey.get().toJwk())));
    }

    private static Answer getOnly(ReceivedRequest request, Map<String, Object> body) {
        return request.isMethod("GET")
                ? Answer.json(200, body)
                : Answer.empty(405).withHeader("Allow", "GET");
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("issuer", issuer.toString());
        body.put("device_authorization_endpoint", at(Endpoint.DEVICE_AUTHORIZATION));
        body.put("token_endpoint", at(Endpoint.TOKEN));
        body.put("revocation_endpoint", at(Endpoint.REVOCATION));
        body.put("userinfo_endpoint", at(Endpoint.USERINFO));
        body.put("jwks_uri", at(Endpoint.JWKS));
        body.put("grant_types_supported", List.of(TokenEndpoint.DEVICE_GRANT, TokenEndpoint.REFRESH_GRANT));
        body.put("response_types_supported", List.of());
        body.put("subject_types_supported", List.of("public"));
        body.put("id_token_signing_alg_values_supported", List.of("RS256"));
        body.put("token_endpoint_auth_methods_supported", methods());
        if (grantable != null) {
            body.put("scopes_supported", List.copyOf(grantable));
        }
        return body;
    }

    private List<String> methods() {
        return client.methods().stream()
                .sorted()
                .map(ClientAuthenticationMethod::metadataName)
                .toList();
    }

    private String at(Endpoint endpoint) {
        return issuer + endpoint.path();
    }
}
