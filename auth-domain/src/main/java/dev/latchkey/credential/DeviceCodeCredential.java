package dev.latchkey.credential;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Verdict;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** A session that somebody logged in to with a device code. Safe for use by several threads. */
public final class DeviceCodeCredential implements Credential {
    private final AuthSession session;
    private final AllowedTargets allowed;

    /** The session's token goes to its provider's allowed origins and to the exact userinfo endpoint. */
    public DeviceCodeCredential(AuthSession session) {
        this.session = Objects.requireNonNull(session, "session");
        this.allowed = new AllowedTargets(session.provider().allowedOrigins());
    }

    @Override
    public Kind kind() {
        return Kind.DEVICE_CODE;
    }

    @Override
    public Credentials authorize(String method, URI target) {
        if (!isAllowed(target)) {
            return Credentials.none();
        }
        BearerToken token = session.bearerToken();
        return BearerCredentials.of(token.token(), token.generation());
    }

    @Override
    public Verdict refused(Credentials used, Refusal refusal) {
        if (refusal.challenges().stream().anyMatch(DeviceCodeCredential::asksForStrongerLogin)) {
            return new Verdict.StepUp(DisplayText.of(String.join(", ", refusal.challenges())));
        }
        if (used.isEmpty() || !isAllowed(refusal.target()) || !BearerCredentials.mayBeCuredByRenewal(refusal)) {
            return Verdict.passOn();
        }
        return session.renewRefused(used.generation())
                .map(token -> Verdict.repeatWith(BearerCredentials.of(token.token(), token.generation())))
                .orElseGet(Verdict::passOn);
    }

    private boolean isAllowed(URI target) {
        return allowed.allow(target) || AllowedTargets.isSafe(target) && isUserinfo(target);
    }

    /**
     * The whole URI counts, since the authorization server's other pages have no business with the token. Only a target at the
     * server itself is worth asking for its metadata.
     */
    private boolean isUserinfo(URI target) {
        if (!isAtServer(target)) {
            return false;
        }
        try {
            return session.userinfoEndpoint().equals(Optional.of(target));
        } catch (AuthException e) {
            return false;
        }
    }

    private boolean isAtServer(URI target) {
        var endpoints = session.provider().endpoints();
        if (endpoints != null) {
            return target.equals(endpoints.userinfo());
        }
        return true;
    }

    /** RFC 9470 §3. */
    private static boolean asksForStrongerLogin(String challenge) {
        return challenge.contains("insufficient_user_authentication");
    }
}
