package dev.latchkey.token;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import java.util.Optional;

/** Determines the user of a stored session, from its document, else from its ID token. Safe for use by several threads. */
public final class StoredIdentity {
    private final OAuthProvider provider;
    private final IdTokenReader reader;

    /** @param provider the provider whose username claims to use */
    public StoredIdentity(OAuthProvider provider, Json json) {
        this.provider = provider;
        this.reader = new IdTokenReader(json);
    }

    /** The reader of ID tokens. */
    public IdTokenReader reader() {
        return reader;
    }

    /** The subject ({@code sub}, OpenID Connect Core §2). */
    public Optional<String> subjectOf(StoredSession session) {
        return session.subject().or(() -> claims(session).map(IdTokenClaims::subject));
    }

    /** The username. */
    public Optional<String> usernameOf(StoredSession session) {
        Optional<String> known = session.username();
        return known.isPresent() ? known : claimedUsername(session);
    }

    /** ID tokens stored by Bitfount's Python client may contain only the username claim. */
    private Optional<String> claimedUsername(StoredSession session) {
        Optional<Secret> idToken = session.idToken();
        try {
            return idToken.isPresent()
                    ? reader.storedClaim(idToken.get(), provider.usernameClaims())
                    : Optional.empty();
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    /** The claims of the ID token, which was validated before it was stored; empty if there is none that can be parsed. */
    public Optional<IdTokenClaims> claims(StoredSession session) {
        Optional<Secret> idToken = session.idToken();
        if (idToken.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(idToken.get()));
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }
}
