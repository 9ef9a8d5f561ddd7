package dev.latchkey.token;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The only rule that decides whether a stored session may be used, renewed or revoked. Tokens of another server, client, token endpoint or
 * account, or for other scopes, another audience or other resources, are rejected and left unchanged. It also determines a session's user,
 * which the rule depends on. Safe for use by several threads.
 */
public final class SessionCheck {
    private static final int LONGEST = 100;

    private final OAuthProvider provider;
    private final Json json;
    private @Nullable SessionBinding ours; // Created when first needed; if two threads do so, one result is kept.

    /** Creates the rule for this provider's sessions. */
    public SessionCheck(OAuthProvider provider, Json json) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Checks that a session may be used and renewed as this one.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     * @throws LoginRequiredException if it was created for other scopes, another audience or other resources
     */
    public void check(SessionId id, StoredSession stored, String location) {
        checkOwner(id, stored, location);
        checkRequest(id, stored.binding(), location);
    }

    /**
     * Checks that a session belongs to this account, whatever it was created for.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     */
    public void checkOwner(SessionId id, StoredSession stored, String location) {
        checkEnvironment(stored, location);
        if (id.isDefaultAccount()) {
            return; // Any account. This is on the fastest path to a token.
        }
        Optional<String> username = usernameOf(stored);
        if (username.isPresent() && !isNamedBy(id, username.get(), stored)) {
            throw new WrongUserException(
                    "The session at " + location + " belongs to " + account(username.get()) + ", not to "
                            + account(id.account()) + ". It was left as it is.",
                    Remedy.of(Remedy.Action.LOG_IN, id.provider(), id.account()),
                    null);
        }
    }

    /**
     * Checks that a session belongs to this server and client, whatever its account.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     */
    public void checkEnvironment(StoredSession stored, String location) {
        if (!ours().sameEnvironmentAs(stored.binding())) {
            throw new AuthEnvironmentException(otherEnvironment(stored.binding(), location));
        }
    }

    /**
     * Checks that a session may be revoked as this provider's data specifies. Tokens from an issuer's own endpoints are not sent to a
     * revocation endpoint elsewhere that was given by a person or a program.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's, or would be sent elsewhere
     * @throws WrongUserException if it is another account's
     */
    public void checkRevocable(SessionId id, StoredSession stored, String location) {
        checkOwner(id, stored, location);
        Optional<Endpoints> given = provider.endpoints();
        Optional<URI> revocation = given.isPresent()
                ? given.get().revocation()
                : provider.givenEndpoints().revocation();
        if (revocation.isPresent() && !stored.binding().mayBeRevokedAt(revocation.get())) {
            throw new AuthEnvironmentException("The session at " + location + " is "
                    + shown(stored.binding().authDomain()) + "'s, and its tokens do not go to "
                    + shown(Origin.of(revocation.get()).toString())
                    + ", not even to be revoked. Leave that revocation endpoint out.");
        }
    }

    /** An account is identified by its username, else by its subject. */
    private boolean isNamedBy(SessionId id, String username, StoredSession stored) {
        return id.account().equals(username) || subjectOf(stored).equals(Optional.of(id.account()));
    }

    /** A session's subject ({@code sub}, OpenID Connect Core §2), from its document, else from its ID token. */
    public Optional<String> subjectOf(StoredSession session) {
        return session.subject().or(() -> claims(session.idToken().orElse(null)).map(IdTokenClaims::subject));
    }

    /** A session's username, from its document, else from its ID token. */
    public Optional<String> usernameOf(StoredSession session) {
        Optional<Secret> idToken = session.idToken();
        if (session.username().isPresent() || idToken.isEmpty()) {
            return session.username();
        }
        try {
            // ID tokens stored by Bitfount's Python client may contain only the username claim.
            return IdTokenClaims.stored(idToken.get(), provider.usernameClaims(), json);
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    /** The claims of an ID token, not validated; empty if it is null or cannot be parsed. */
    public Optional<IdTokenClaims> claims(@Nullable Secret idToken) {
        try {
            return idToken == null ? Optional.empty() : Optional.of(IdTokenClaims.read(idToken, json));
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    private String otherEnvironment(SessionBinding theirs, String location) {
        if (ours().authDomain().equals(theirs.authDomain())
                && ours().clientId().equals(theirs.clientId())
                && !ours().sameTokenEndpointAs(theirs)) {
            return "The session at " + location + " was issued by the token endpoint of "
                    + shown(theirs.tokenOrigin().orElse(theirs.authDomain()))
                    + ", and its tokens go to no other. Use that endpoint, or log in again: the other session is then"
                    + " moved aside.";
        }
        return "The session at " + location + " belongs to " + shown(theirs.authDomain()) + " (client "
                + shown(theirs.clientId()) + "), not to " + ours().authDomain() + " (client " + ours().clientId()
                + "). Use that environment, or log in again: the other session is then moved aside.";
    }

    private void checkRequest(SessionId id, SessionBinding theirs, String location) {
        if (!ours().sameRequestAs(theirs)) {
            throw new LoginRequiredException(
                    "The session at " + location + " was made for " + difference(theirs) + ".",
                    Remedy.of(Remedy.Action.LOG_IN, id.provider()),
                    null);
        }
    }

    private String difference(SessionBinding theirs) {
        if (!ours().sameResourcesAs(theirs)) {
            return "another resource (" + words(theirs.resources().orElse(List.of())) + ", not "
                    + words(provider.resources()) + ")";
        }
        return "other scopes or another audience";
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "none" : shown(String.join(" ", words));
    }

    /** Says so if a name has invisible characters, or two could look the same. */
    private static String account(String name) {
        return shown(name).equals(name) ? name : shown(name) + " (with invisible characters)";
    }

    private static String shown(String text) {
        return DisplayText.clean(text, LONGEST);
    }

    private SessionBinding ours() {
        SessionBinding known = ours;
        if (known == null) {
            known = SessionBinding.of(provider);
            ours = known;
        }
        return known;
    }
}
