package dev.latchkey.okhttp;

import dev.latchkey.model.Credentials;
import java.io.IOException;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * One exchange of an authorised call. Travels with the request, as its tag, from the interceptor that fetches credentials to the one
 * that puts them on, and brings back what became of it. Used by one thread at a time, the call's.
 */
final class Hop {
    /** Answers after which OkHttp would send the request again by itself, whatever its method: that is the policy's to decide. */
    private static final Set<Integer> ACTED_UPON = Set.of(408, 503);

    private static final int HARMLESS = 200;

    private final Credentials offered;
    private Credentials carried = Credentials.none();
    private boolean isSent;
    private int hidden;

    /** @param offered what to put on it */
    Hop(Credentials offered) {
        this.offered = offered;
    }

    /** A network interceptor before all others: what it hides from OkHttp they do see. */
    static Response hideStatus(Interceptor.Chain chain) throws IOException {
        Hop hop = chain.request().tag(Hop.class);
        if (hop == null) {
            return chain.proceed(chain.request());
        }
        hop.isSent = true;
        Response response = chain.proceed(chain.request());
        hop.hidden = ACTED_UPON.contains(response.code()) ? response.code() : 0;
        return hop.hidden == 0 ? response : response.newBuilder().code(HARMLESS).build();
    }

    /** The response with the status that the server answered. */
    Response restored(Response response) {
        return hidden == 0 ? response : response.newBuilder().code(hidden).build();
    }

    /** What to put on it, where nobody can listen. */
    Credentials offered() {
        return offered;
    }

    /** Notes that it was put on. */
    void carry() {
        carried = offered;
    }

    /** What went onto the wire. */
    Credentials carried() {
        return carried;
    }

    /** Whether bytes of it may have been sent. */
    boolean isSent() {
        return isSent;
    }
}
