package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** URIs from outside, made safe to show and to open. */
public final class Uris {
    private static final int LONGEST_SHOWN = 300;

    private Uris() {}

    /** The URI for a message: cleaned and cut, without its query, which may hold a secret. */
    public static String shown(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return DisplayText.clean(query < 0 ? text : text.substring(0, query), LONGEST_SHOWN);
    }

    /**
     * The URI, if a browser may be sent there: HTTPS, or HTTP to this machine, with a host and without user information. What
     * is not ASCII comes out as percent escapes, since a link is shown too, and a bidirectional override would turn it around.
     */
    public static Optional<URI> openable(String text) {
        return parse(text)
                .filter(uri -> Origin.findProtected(uri).isPresent())
                .map(uri -> URI.create(uri.toASCIIString()));
    }

    /** The text as a URI, if it is one. */
    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
