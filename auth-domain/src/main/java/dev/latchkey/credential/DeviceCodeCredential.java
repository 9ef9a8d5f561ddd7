package dev.latchkey.credential;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A session that was created by a device-code login. Safe for use by several threads. */
public final class DeviceCodeCredential extends Credential {
    /** RFC 9470 §3. */
    private static final String STRONGER_LOGIN = "insufficient_user_authentication";

    private final AuthSession session;
    private final Consumer<StoredSession> check;

    /** Creates a credential whose token may be sent to its provider's allowed origins and to the exact userinfo endpoint. */
    public DeviceCodeCredential(AuthSession session) {
        this(session, anyone -> {});
    }

    /**
     * Creates a credential for a particular user.
     *
     * @param check called with the stored session before it is renewed or sent, from several threads; throws to prevent that
     */
    public DeviceCodeCredential(AuthSession session, Consumer<StoredSession> check) {
        super(session.provider().allowedOrigins());
        this.session = session;
        this.check = Objects.requireNonNull(check, "check");
    }

    @Override
    public Kind kind() {
        return Kind.DEVICE_CODE;
    }

    @Override
    Credentials credentials(URI target) {
        session.peek().ifPresent(check);
        return credentials(session.bearerToken());
    }

    @Override
    Verdict refused(SentRequest sent, HttpReply reply) {
        if (BearerCredentials.says(reply, STRONGER_LOGIN)) {
            return new Verdict.StepUp(DisplayText.of(String.join(", ", BearerCredentials.challenges(reply))));
        }
        if (!BearerCredentials.mayBeCuredByRenewal(reply)) {
            return Verdict.passOn();
        }
        return session.renewRefused(sent.credentials().generation())
                .map(token -> Verdict.repeatWith(credentials(token)))
                .orElseGet(Verdict::passOn);
    }

    private Credentials credentials(BearerToken token) {
        // Checked again, because another process may have stored another person's session after the check.
        session.peek().ifPresent(check);
        return BearerCredentials.of(AccessTokens.checked(token.token(), session.location()), token.generation());
    }

    /** Only the exact userinfo endpoint, because the authorization server's other pages must not receive the token. */
    @Override
    boolean allowsElsewhere(URI target) {
        try {
            return session.userinfoEndpoint().equals(Optional.of(target));
        } catch (AuthException e) {
            // Not discovered, so it is unknown whether this is the userinfo endpoint.
            return false;
        }
    }
}
