package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only client that the server knows.
 *
 * @param id the client id
 * @param name its name on the verification page
 * @param secret its secret, or null for a public client
 * @param methods how it may authenticate
 */
record Client(String id, String name, @Nullable Secret secret, Set<ClientAuthenticationMethod> methods) {
    Client {
        methods = Set.copyOf(methods);
    }

    private record Presented(ClientAuthenticationMethod method, String id, Secret secret) {}

    /**
     * Authenticates the client that sent the request and returns its id.
     *
     * @throws ErrorResponse if it was not this client or did not prove its identity
     */
    String authenticate(ReceivedRequest request) throws ErrorResponse {
        Presented presented = presentedBy(request);
        if (!presented.id().equals(id)) {
            throw ErrorResponse.invalidClient("the client is not known");
        }
        if (!methods.contains(presented.method())) {
            throw ErrorResponse.invalidClient(
                    "the client may not authenticate with " + presented.method().metadataName());
        }
        if (secret != null && !secret.equals(presented.secret())) {
            throw ErrorResponse.invalidClient("the client secret is wrong");
        }
        return id;
    }

    private static Presented presentedBy(ReceivedRequest request) throws ErrorResponse {
        Optional<String> basic = request.header("Authorization");
        Optional<String> inForm = request.parameter("client_secret");
        if (basic.isPresent() && inForm.isPresent()) {
            throw ErrorResponse.invalidRequest("more than one way of client authentication");
        }
        if (basic.isPresent()) {
            return decodeBasic(basic.get());
        }
        String id =
                request.parameter("client_id").orElseThrow(() -> ErrorResponse.invalidRequest("client_id is missing"));
        ClientAuthenticationMethod method =
                inForm.isPresent() ? ClientAuthenticationMethod.SECRET_POST : ClientAuthenticationMethod.NONE;
        return new Presented(method, id, Secret.of(inForm.orElse("")));
    }

    /** The id and the secret were each form-encoded before they were joined (RFC 6749 §2.3.1). */
    private static Presented decodeBasic(String header) throws ErrorResponse {
        String[] parts = header.split(" ", 2);
        try {
            String joined = new String(Base64.getDecoder().decode(parts[parts.length - 1]), StandardCharsets.UTF_8);
            int colon = joined.indexOf(':');
            if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic") && colon >= 0) {
                return new Presented(
                        ClientAuthenticationMethod.SECRET_BASIC,
                        decode(joined.substring(0, colon)),
                        Secret.of(decode(joined.substring(colon + 1))));
            }
        } catch (IllegalArgumentException e) {
            // Invalid Base64 or form encoding; reported below without quoting it.
        }
        throw ErrorResponse.invalidClient("the Authorization header is not Basic with name and secret");
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
