package dev.latchkey.okhttp;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that there are credentials, before a connection is taken, so that none is held while a token is renewed; and
 * to what becomes of a refusal. {@link CredentialsInterceptor} puts them on.
 */
final class AuthorizingInterceptor implements Interceptor {
    private final RequestAuthorizer authorizer;

    AuthorizingInterceptor(RequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Grants grants = new Grants(authorizer, chain.request().headers());
        Request request = chain.request().newBuilder().tag(Grants.class, grants).build();
        grants.prepare(Hop.of(request));
        Response response = chain.proceed(request);
        Grants.Used used = grants.last();
        if (used == null || !isRefusal(response)) {
            return response;
        }
        Verdict verdict = verdict(used, response);
        if (!(verdict instanceof Verdict.Repeat repeat) || !isRepeatable(request.body())) {
            return response;
        }
        response.close();
        grants.replace(used.hop(), repeat.credentials());
        grants.prepare(Hop.of(request));
        return chain.proceed(request);
    }

    private static boolean isRefusal(Response response) {
        return response.code() == 401 || response.code() == 403;
    }

    /** A response that is not handed on must be closed, or its connection is lost. */
    private Verdict verdict(Grants.Used used, Response response) throws IOException {
        boolean decided = false;
        try {
            Verdict verdict = authorizer.refused(used.credentials(), refusal(used.hop(), response));
            decided = true;
            return verdict;
        } catch (AuthException e) {
            throw new AuthorizationIOException(e);
        } finally {
            if (!decided) {
                response.close();
            }
        }
    }

    private static Refusal refusal(Hop hop, Response response) {
        List<String> challenges = response.headers("WWW-Authenticate");
        return new Refusal(hop.method(), hop.uri(), response.code(), challenges, HttpHeaders.of(response.headers()));
    }

    private static boolean isRepeatable(@Nullable RequestBody body) {
        return body == null || (!body.isOneShot() && !body.isDuplex());
    }
}
