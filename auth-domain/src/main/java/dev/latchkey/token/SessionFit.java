package dev.latchkey.token;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session is and what it is for: the one rule that is asked before a stored session is used, renewed or revoked. Tokens
 * of another server, client, token endpoint or account, or for other scopes, another audience or other resources, are none for
 * us, and they are left as they are. Safe for use by several threads.
 */
public final class SessionFit {
    private static final int LONGEST = 100;

    private final OAuthProvider provider;
    private final StoredIdentity identity;
    private @Nullable SessionBinding ours; // Made when it is first needed; of two threads that do, one's stays.

    /** The rule for the sessions of this provider. */
    public SessionFit(OAuthProvider provider, Json json) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.identity = new StoredIdentity(provider, json);
    }

    /** Who sessions belong to. */
    public StoredIdentity identity() {
        return identity;
    }

    /**
     * Lets pass what may be used and renewed as this session.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     * @throws LoginRequiredException if it was made for other scopes, another audience or other resources
     */
    public void check(SessionId id, StoredSession stored, String location) {
        checkOwner(id, stored, location);
        checkRequest(id, stored.binding(), location);
    }

    /**
     * Lets pass what is this session's, whatever it was made for.
     *
     * @param location where the document is, for the message
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     */
    public void checkOwner(SessionId id, StoredSession stored, String location) {
        checkEnvironment(stored, location);
        if (id.isDefaultAccount()) {
            return; // Anybody's. The quickest way to a token comes by here.
        }
        Optional<String> username = identity.usernameOf(stored);
        if (username.isPresent() && !isNamedBy(id, username.get(), stored)) {
            throw new WrongUserException(
                    "The session at " + location + " belongs to " + shown(username.get()) + ", not to "
                            + shown(id.account()) + ". It was left as it is.",
                    Remedy.of(Remedy.Action.LOG_IN, id.provider(), id.account()),
                    null);
        }
    }

    /**
     * Lets pass what is this server's and this client's, whatever account it belongs to.
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
     * Lets pass what may be revoked where this provider has it revoked. Tokens that an issuer's own endpoints gave out do not go
     * to a revocation endpoint elsewhere that was named by a person or a program.
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

    /** An account is named by its username, else by its subject. */
    private boolean isNamedBy(SessionId id, String username, StoredSession stored) {
        return id.account().equals(username) || identity.subjectOf(stored).equals(Optional.of(id.account()));
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
