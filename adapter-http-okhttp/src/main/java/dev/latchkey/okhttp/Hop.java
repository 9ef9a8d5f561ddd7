package dev.latchkey.okhttp;

import dev.latchkey.model.Credentials;
import java.io.IOException;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * One exchange of an authorized call. It is attached to the request as a tag: the interceptor that fetches credentials passes them to the
 * one that adds them, and gets the outcome back. Used by one thread at a time, the call's.
 */
final class Hop {
    /** Statuses after which OkHttp would resend the request by itself, whatever its method. That is the policy's decision. */
    private static final Set<Integer> ACTED_UPON = Set.of(408, 503);

    private static final int HARMLESS = 200;

    private final Credentials offered;
    private Credentials carried = Credentials.none();
    private boolean isSent;
    private int hidden;

    /** @param offered the credentials to add */
    Hop(Credentials offered) {
        this.offered = offered;
    }

    /** A network interceptor that runs before all others, so they see the status that it hides from OkHttp. */
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

    /** Returns the response with the server's original status. */
    Response restored(Response response) {
        return hidden == 0 ? response : response.newBuilder().code(hidden).build();
    }

    /** The credentials to add if nobody can eavesdrop. */
    Credentials offered() {
        return offered;
    }

    /** Records that the credentials were added. */
    void carry() {
        carried = offered;
    }

    /** The credentials that were actually sent. */
    Credentials carried() {
        return carried;
    }

    /** Whether any bytes of the request may have been sent. */
    boolean isSent() {
        return isSent;
    }
}
