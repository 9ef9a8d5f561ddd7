package dev.latchkey.cli.command;

import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the server itself says of a session's token. */
enum ServerOpinion {
    ACCEPTED("accepted", "takes the token.", true),
    REFUSED("refused", "refuses the token, and a renewed one too: log in again.", false),
    UNKNOWN(
            "unknown",
            "does not say: it has no userinfo endpoint that answers. The token was renewed if it had to be.",
            true);

    private final String word;
    private final String text;
    private final boolean good;

    ServerOpinion(String word, String text, boolean good) {
        this.word = word;
        this.text = text;
        this.good = good;
    }

    /**
     * Asks the userinfo endpoint (OpenID Connect Core §5.3).
     *
     * @throws dev.latchkey.error.AuthException if there is no token, or no answer
     */
    static ServerOpinion of(CliComponent cli, AuthSession session) {
        Optional<URI> userinfo = session.userinfoEndpoint();
        if (userinfo.isEmpty()) {
            session.accessToken();
            return UNKNOWN;
        }
        HttpReply reply = new AuthorizedRequests(
                        cli.adapters().http(),
                        new DeviceCodeCredential(session),
                        cli.time(),
                        cli.adapters().random())
                .send(HttpCall.get(userinfo.get(), List.of()));
        if (reply.isSuccess()) {
            return ACCEPTED;
        }
        // A 403 may mean no more than that the token is not for this.
        return reply.status() == 401 ? REFUSED : UNKNOWN;
    }

    /** For a program. */
    String word() {
        return word;
    }

    /** For a person. */
    String text() {
        return text;
    }

    /** Whether nothing speaks against the session. */
    boolean isGood() {
        return good;
    }
}
