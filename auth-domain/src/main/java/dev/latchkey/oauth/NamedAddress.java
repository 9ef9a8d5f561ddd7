package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * Checks a URL that a server names as a page, an endpoint or the target of a redirect: a remote server must not refer to this machine's
 * ports.
 */
public final class NamedAddress {
    private NamedAddress() {}

    /**
     * What is wrong with a URL that a server named; empty if it is valid.
     *
     * @param server the URL of the server that named it; an absolute http or https URI
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
