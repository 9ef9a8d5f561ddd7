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
        Grants grants = request.tag(Grants.class);
        if (grants == null) {
            return chain.proceed(request);
        }
        Credentials credentials = isPrivate(request, chain.connection())
                ? grants.use(Hop.of(request), request.headers())
                : grants.useNone();
        if (credentials.isEmpty()) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(with(request, credentials));
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

    private static Request with(Request request, Credentials credentials) {
        Headers.Builder headers = request.headers().newBuilder();
        for (HttpHeader header : credentials.headers()) {
            headers.addUnsafeNonAscii(header.name(), header.value().reveal());
        }
        return request.newBuilder().headers(headers.build()).build();
    }
}
