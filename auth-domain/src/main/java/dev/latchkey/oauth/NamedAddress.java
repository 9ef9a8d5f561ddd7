package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * What a server may name as a page, an endpoint or the target of a redirect: a server elsewhere has no business with this machine's
 * ports.
 */
public final class NamedAddress {
    private NamedAddress() {}

    /**
     * What is wrong with an address that a server named, or empty if nothing is.
     *
     * @param server where the server listens that named it; an absolute http or https URI
     */
    public static Optional<String> objection(URI named, URI server) {
        Optional<Origin> found = Origin.find(named);
        if (found.isEmpty()) {
            return Optional.of("is not a web address");
        }
        if (named.getRawUserInfo() != null) {
            return Optional.of("has user information in it");
        }
        Origin origin = found.get();
        Origin namer = Origin.of(server);
        if (origin.mayBeThisMachine() && !namer.mayBeThisMachine()) {
            return Optional.of("points to this machine");
        }
        if (!origin.isProtected()) {
            return Optional.of("is not https");
        }
        return origin.scheme().equals("http") && namer.scheme().equals("https")
                ? Optional.of("is not https, as the server is")
                : Optional.empty();
    }
}
