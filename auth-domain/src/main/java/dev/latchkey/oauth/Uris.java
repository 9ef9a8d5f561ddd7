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

    /** The URI for a message: cleaned and truncated, without its query, which may contain a secret. */
    public static String shown(URI uri) {
        String text = uri.toString();
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
}
