package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Makes external URIs safe to display and to open. */
public final class Uris {
    private static final int LONGEST_SHOWN = 300;

    private Uris() {}

    /** The URI for a message: cleaned and truncated, without its query and password, which may be secret. */
    public static String shown(URI uri) {
        String text = uri.toString();
        String user = uri.getRawUserInfo();
        if (user != null && user.indexOf(':') >= 0) {
            text = text.replace(user + "@", user.substring(0, user.indexOf(':')) + ":[redacted]@");
        }
        int query = text.indexOf('?');
        return DisplayText.clean(query < 0 ? text : text.substring(0, query), LONGEST_SHOWN);
    }

    /**
     * The URI, if a browser may open it: HTTPS, or HTTP to this machine, with a host and without user information. Non-ASCII characters are
     * percent-encoded, because the link is also displayed and bidirectional overrides could disguise it.
     */
    public static Optional<URI> openable(String text) {
        return parse(text)
                .filter(uri -> Origin.findProtected(uri).isPresent())
                .map(uri -> URI.create(uri.toASCIIString()));
    }

    /** Parses the text as a URI, if it is one. */
    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * What is wrong with a URL that a server named as a page, an endpoint or the target of a redirect; empty if it is valid. A remote server
     * must not refer to this machine's ports.
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
