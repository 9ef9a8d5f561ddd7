package dev.latchkey.okhttp;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Adds the credentials on each hop, directly before the request is sent, so OkHttp never carries them to another host. By itself, OkHttp
 * would remove only {@code Authorization} on a redirect, and send API keys to wherever it points.
 */
final class CredentialsInterceptor implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Hop hop = request.tag(Hop.class);
        if (hop == null
                || hop.offered().isEmpty()
                || has(request.headers(), hop.offered())
                || !isPrivate(request, chain.connection())) {
            return chain.proceed(request);
        }
        hop.carry();
        Response response = chain.proceed(with(request, hop.offered()));
        // The response keeps a reference to its request, which need not contain the credentials.
        return response.newBuilder().request(request).build();
    }

    /**
     * Whether nobody can eavesdrop. Plain HTTP qualifies only if this connection ends on this machine: a proxy would forward the request,
     * and a name such as {@code localhost} could have been resolved to any address.
     */
    private static boolean isPrivate(Request request, @Nullable Connection connection) {
        if (request.isHttps()) {
            return true;
        }
        if (connection == null) {
            return false;
        }
        Route route = connection.route();
        InetAddress address = route.socketAddress().getAddress();
        return route.proxy().type() == Proxy.Type.DIRECT && address != null && address.isLoopbackAddress();
    }

    /** Headers that are present now were added after the caller made the request, by the cookie jar or another interceptor. */
    private static boolean has(Headers headers, Credentials credentials) {
        return credentials.headers().stream().anyMatch(header -> headers.get(header.name()) != null);
    }

    private static Request with(Request request, Credentials credentials) {
        Headers.Builder headers = request.headers().newBuilder();
        for (HttpHeader header : credentials.headers()) {
            headers.addUnsafeNonAscii(header.name(), header.value().reveal());
        }
        return request.newBuilder().headers(headers.build()).build();
    }
}
