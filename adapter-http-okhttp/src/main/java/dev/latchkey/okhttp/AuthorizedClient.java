package dev.latchkey.okhttp;

import dev.latchkey.port.RequestAuthorizer;
import okhttp3.OkHttpClient;

/**
 * Makes an OkHttp client put credentials on its requests.
 *
 * <pre>{@code
 * OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), authorizer);
 * try (Response response = client.newCall(request).execute()) { ... }
 * }</pre>
 *
 * <ul>
 *   <li>Credentials go where the authorizer allows, over HTTPS or to this machine itself, and nowhere else: each hop of a
 *       redirect gets its own or none.
 *   <li>Where the caller set {@code Authorization}, or another header that the credentials have, the request is the caller's:
 *       nothing is added to it, on no hop.
 *   <li>A 401 or 403 is shown to the authorizer, which may have the request sent once more, if its body can be.
 *   <li>The client has no cache: answers to one person must not come out of a cache for another.
 *   <li>Where credentials cannot be had, the call fails with an {@link AuthorizationIOException}.
 * </ul>
 *
 * <p>Of a web socket's handshake OkHttp asks no network interceptor, so it gets no credentials.
 */
public final class AuthorizedClient {
    private AuthorizedClient() {}

    /**
     * A client that does as the given one does, and shares its connections and threads.
     *
     * @param base a client; its own network interceptors do not see the credentials
     * @param authorizer where the credentials come from; called by the threads that make calls
     */
    public static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer) {
        return base.newBuilder()
                .cache(null)
                .addInterceptor(new AuthorizingInterceptor(authorizer))
                .addNetworkInterceptor(new CredentialsInterceptor())
                .build();
    }
}
