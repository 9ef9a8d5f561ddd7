package dev.latchkey.okhttp;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Credentials;
import dev.latchkey.port.RequestAuthorizer;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one call: what the authorizer gave for which hop. Travels with the request, as its tag, from the
 * interceptor that fetches to the one that puts on. Used by one thread at a time, the call's.
 */
final class Grants {
    /**
     * @param hop the request that they were put on
     * @param credentials what was put on it
     */
    record Used(Hop hop, Credentials credentials) {}

    private final RequestAuthorizer authorizer;
    private final Headers callers;
    private final Map<Hop, Credentials> byHop = new HashMap<>();
    private @Nullable Used last;

    /** @param callers the headers as the caller set them */
    Grants(RequestAuthorizer authorizer, Headers callers) {
        this.authorizer = authorizer;
        this.callers = callers;
    }

    /** Fetches the credentials for a hop, unless they are there. */
    Credentials prepare(Hop hop) throws AuthorizationIOException {
        Credentials there = byHop.get(hop);
        if (there == null) {
            there = fetch(hop);
            byHop.put(hop, there);
        }
        return there;
    }

    /** Forgets what was given before, all of the generation that was refused, and keeps this. */
    void replace(Hop hop, Credentials credentials) {
        byHop.clear();
        byHop.put(hop, credentials);
    }

    /**
     * What to put on this hop.
     *
     * @param present the headers that the hop has already
     */
    Credentials use(Hop hop, Headers present) throws AuthorizationIOException {
        Credentials credentials = prepare(hop);
        if (credentials.isEmpty() || has(present, credentials) || has(callers, credentials)) {
            return useNone();
        }
        last = new Used(hop, credentials);
        return credentials;
    }

    /** Nothing is put on this hop. */
    Credentials useNone() {
        last = null;
        return Credentials.none();
    }

    /** What was put on the hop that answered, null for nothing. */
    @Nullable
    Used last() {
        return last;
    }

    private Credentials fetch(Hop hop) throws AuthorizationIOException {
        // Who brings a credential needs none of ours, and must not fail for want of it.
        if (!hop.isProtected() || callers.get("Authorization") != null) {
            return Credentials.none();
        }
        try {
            return authorizer.authorize(hop.method(), hop.uri());
        } catch (AuthException e) {
            throw new AuthorizationIOException(e);
        }
    }

    private static boolean has(Headers headers, Credentials credentials) {
        return credentials.headers().stream().anyMatch(header -> headers.get(header.name()) != null);
    }
}
