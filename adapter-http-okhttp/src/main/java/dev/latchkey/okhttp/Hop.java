package dev.latchkey.okhttp;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.util.Set;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of an authorized call. It is attached to the request as a tag: the interceptor that fetches credentials passes them to the
 * network interceptor that adds them, and gets the outcome back. Used by one thread at a time, the call's.
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

    /**
     * A network interceptor that adds the credentials on each hop, directly before the request is sent, so OkHttp never carries them to
     * another host. By itself, OkHttp would remove only {@code Authorization} on a redirect, and send API keys to wherever it points.
     */
    static Response addCredentials(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Hop hop = request.tag(Hop.class);
        if (hop == null
                || hop.offered.isEmpty()
                || hop.isOvertaken(request)
                || !isPrivate(request, chain.connection())) {
            return chain.proceed(request);
        }
        hop.carried = hop.offered;
        Response response = chain.proceed(with(request, hop.offered));
        // The response keeps a reference to its request, which need not contain the credentials.
        return response.newBuilder().request(request).build();
    }

    /** Headers that are present now were added after the caller made the request, by the cookie jar or another interceptor. */
    private boolean isOvertaken(Request request) {
        return offered.headers().stream().anyMatch(header -> request.header(header.name()) != null);
    }

    /**
     * Whether others cannot read the request in transit. Plain HTTP qualifies only if this connection ends on this machine: a proxy would
     * forward the request, and a name such as {@code localhost} could have been resolved to any address.
     */
    private static boolean isPrivate(Request request, @Nullable Connection connection) {
        if (request.isHttps() || connection == null) {
            return request.isHttps();
        }
        Route route = connection.route();
        InetAddress address = route.socketAddress().getAddress();
        return route.proxy().type() == Proxy.Type.DIRECT && address != null && address.isLoopbackAddress();
    }

    private static Request with(Request request, Credentials credentials) {
        Headers.Builder headers = request.headers().newBuilder();
        for (HttpHeader header : credentials.headers()) {
            headers.addUnsafeNonAscii(header.name(), header.value().reveal());
        }
        return request.newBuilder().headers(headers.build()).build();
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
