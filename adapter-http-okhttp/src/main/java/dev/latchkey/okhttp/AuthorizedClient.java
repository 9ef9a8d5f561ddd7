package dev.latchkey.okhttp;

import dev.latchkey.okhttp.AuthorizingInterceptor.Pause;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.TimeSource;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;

/**
 * Adds credentials to the requests of an OkHttp client.
 *
 * <pre>{@code
 * OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), authorizer);
 * try (Response response = client.newCall(request).execute()) { ... }
 * }</pre>
 *
 * <ul>
 *   <li>Credentials are sent only where the authorizer allows, and only over HTTPS or to this machine. Each hop of a redirect gets its own
 *       credentials or none.
 *   <li>If the caller set {@code Authorization}, or another header that the credentials contain, nothing is added to that request on any
 *       hop.
 *   <li>The authorizer decides what follows a reply or a failure: whether a rejected request is sent once more, what is retried after a
 *       wait, and which redirects are followed. OkHttp's own rules for this and the base client's {@code authenticator} are not used;
 *       {@code followRedirects(false)} is respected.
 *   <li>The client has no cache, so that one person's responses are never served to another.
 *   <li>If credentials are unavailable, the call fails with an {@link AuthorizationIOException}.
 * </ul>
 *
 * <p>A web socket's handshake gets no credentials, because OkHttp does not call network interceptors for it.
 */
public final class AuthorizedClient {
    private AuthorizedClient() {}

    /**
     * Returns a client that works like the given one and shares its connections and threads.
     *
     * @param base a client; its own network interceptors do not see the credentials
     * @param authorizer provides the credentials; called on the threads that make calls
     */
    public static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer) {
        return of(base, authorizer, wait -> Thread.sleep(wait.toMillis()));
    }

    /**
     * Like {@link #of(OkHttpClient, RequestAuthorizer)}, with another time source.
     *
     * @param time the time source for waits between retries
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
