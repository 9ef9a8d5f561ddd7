package dev.latchkey.okhttp;

import dev.latchkey.okhttp.AuthorizingInterceptor.Pause;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.TimeSource;
import okhttp3.Authenticator;
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
 *   <li>The authorizer decides what comes after a reply or a failure: whether a request that was refused is sent once more, what
 *       is retried after a wait, which redirects are followed. OkHttp's own rules for that, and the base client's {@code authenticator}, do
 *       not count; {@code followRedirects(false)} does.
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
        return of(base, authorizer, wait -> Thread.sleep(wait.toMillis()));
    }

    /**
     * The same, on other clocks.
     *
     * @param time what a retry waits by
     */
    public static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer, TimeSource time) {
        return of(base, authorizer, time::pause);
    }

    private static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer, Pause pause) {
        OkHttpClient.Builder client = base.newBuilder()
                .cache(null)
                .authenticator(Authenticator.NONE)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(
                        new AuthorizingInterceptor(authorizer, base.proxySelector(), base.followRedirects(), pause))
                .addNetworkInterceptor(new CredentialsInterceptor());
        client.networkInterceptors().add(0, Hop::hideStatus);
        return client.build();
    }
}
