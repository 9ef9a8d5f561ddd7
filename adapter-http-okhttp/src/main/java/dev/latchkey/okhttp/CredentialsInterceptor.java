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
 * Puts the credentials on, hop by hop, as the last thing before the wire: what is added here OkHttp takes along to no other
 * place. On a redirect it would drop only {@code Authorization} by itself, and send API keys to wherever it points.
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
        // The response carries its request around; that one need not hold the credentials.
        return response.newBuilder().request(request).build();
    }

    /**
     * Whether nobody can listen. Plain HTTP counts only if this very connection ends on this machine: a proxy would carry
     * it on, and a name such as {@code localhost} is what somebody resolved it to.
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

    /** What is there now was put there after the caller had made the request: by the cookie jar, or by another interceptor. */
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
