package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one client that the server knows.
 *
 * @param id the client id
 * @param name what the page calls it
 * @param secret its secret, or null for a public client
 * @param methods how it may say who it is
 */
record Client(String id, String name, @Nullable Secret secret, Set<ClientProof> methods) {
    Client {
        methods = Set.copyOf(methods);
    }

    private record Presented(ClientProof method, String id, Secret secret) {}

    /**
     * Who sent the request.
     *
     * @throws ErrorAnswer if it was not this client, or it did not prove that
     */
    String authenticate(ReceivedRequest request) throws ErrorAnswer {
        Presented presented = presentedBy(request);
        if (!presented.id().equals(id)) {
            throw ErrorAnswer.invalidClient("the client is not known");
        }
        if (!methods.contains(presented.method())) {
            throw ErrorAnswer.invalidClient(
                    "the client may not authenticate with " + presented.method().metadataName());
        }
        if (secret != null && !secret.equals(presented.secret())) {
            throw ErrorAnswer.invalidClient("the client secret is wrong");
        }
        return id;
    }

    private static Presented presentedBy(ReceivedRequest request) throws ErrorAnswer {
        Optional<String> basic = request.header("Authorization");
        Optional<String> inForm = request.parameter("client_secret");
        if (basic.isPresent() && inForm.isPresent()) {
            throw ErrorAnswer.invalidRequest("more than one way of client authentication");
        }
        if (basic.isPresent()) {
            return decodeBasic(basic.get());
        }
        String id =
                request.parameter("client_id").orElseThrow(() -> ErrorAnswer.invalidRequest("client_id is missing"));
        ClientProof method = inForm.isPresent() ? ClientProof.SECRET_POST : ClientProof.NONE;
        return new Presented(method, id, Secret.of(inForm.orElse("")));
    }

    /** Name and secret were each form-encoded before they were joined (RFC 6749 §2.3.1). */
    private static Presented decodeBasic(String header) throws ErrorAnswer {
        String[] parts = header.split(" ", 2);
        try {
            String joined = new String(Base64.getDecoder().decode(parts[parts.length - 1]), StandardCharsets.UTF_8);
            int colon = joined.indexOf(':');
            if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic") && colon >= 0) {
                return new Presented(
                        ClientProof.SECRET_BASIC,
                        decode(joined.substring(0, colon)),
                        Secret.of(decode(joined.substring(colon + 1))));
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor form encoding; said below without what was sent.
        }
        throw ErrorAnswer.invalidClient("the Authorization header is not Basic with name and secret");
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
