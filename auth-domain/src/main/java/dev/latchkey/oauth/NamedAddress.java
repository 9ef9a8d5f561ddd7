package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Optional;

/** What a server may name as a page or an endpoint of its own: a server elsewhere has no business with this machine's ports. */
final class NamedAddress {
    private NamedAddress() {}

    /**
     * What is wrong with an address that a server named, or empty if nothing is.
     *
     * @param server where the server listens that named it
     */
    static Optional<String> objection(URI named, URI server) {
        Origin origin;
        try {
            origin = Origin.of(named);
        } catch (IllegalArgumentException e) {
            return Optional.of("is not a web address");
        }
        if (named.getRawUserInfo() != null) {
            return Optional.of("has user information in it");
        }
        if (ThisMachine.isNamedBy(named) && !ThisMachine.isNamedBy(server)) {
            return Optional.of("points to this machine");
        }
        boolean plain = origin.scheme().equals("http");
        if (plain && !origin.isLoopback()) {
            return Optional.of("is not https");
        }
        return plain && "https".equalsIgnoreCase(server.getScheme())
                ? Optional.of("is not https, as the server is")
                : Optional.empty();
    }
}
