package dev.latchkey.oauth;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks which user a token belongs to, at a userinfo endpoint (OpenID Connect Core §5.3) or a similar API. */
final class Userinfo {
    private final OAuthCalls calls;
    private final List<String> usernameClaims;

    Userinfo(OAuthCalls calls, List<String> usernameClaims) {
        this.calls = calls;
        this.usernameClaims = usernameClaims;
    }

    /**
     * Sends the request.
     *
     * @throws ServerRefusedException if the response does not identify a user
     * @throws UnreachableException if the endpoint could not be reached
     */
    Identity ask(URI endpoint, Secret accessToken) {
        HttpReply reply = calls.exchange(HttpCall.get(
                endpoint,
                List.of(
                        HttpHeader.of("Accept", "application/json"),
                        new HttpHeader("Authorization", Secret.of("Bearer " + accessToken.reveal())))));
        Optional<Fields> object = reply.isSuccess() ? calls.reader().object(reply) : Optional.empty();
        if (object.isEmpty()) {
            String what = reply.isSuccess() ? "something that is not JSON" : "status " + reply.status();
            throw new ServerRefusedException(
                    "The userinfo endpoint " + Uris.shown(endpoint) + " answered with " + what + ".",
                    OAuthError.INVALID_REPLY,
                    reply.status());
        }
        return new Identity(object.get().text("sub"), object.get().firstText(usernameClaims));
    }
}
