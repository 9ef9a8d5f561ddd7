package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import java.net.URI;
import okhttp3.Request;

/**
 * One request on its way to one place; a redirect makes another.
 *
 * @param method the method
 * @param uri where it goes
 */
record Hop(String method, URI uri) {
    static Hop of(Request request) {
        return new Hop(request.method(), request.url().uri());
    }

    /** Whether credentials may travel there at all, whoever allows it. */
    boolean isProtected() {
        try {
            return Origin.of(uri).isProtected();
        } catch (IllegalArgumentException e) {
            return false; // OkHttp knows host names that Java's URI does not.
        }
    }
}
