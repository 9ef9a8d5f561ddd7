package dev.latchkey.token;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import java.util.Optional;

/** Who a stored session says that it belongs to: by its document, else by its ID token. Safe for use by several threads. */
public final class StoredIdentity {
    private final OAuthProvider provider;
    private final IdTokenReader reader;

    /** @param provider whose username claims count */
    public StoredIdentity(OAuthProvider provider, Json json) {
        this.provider = provider;
        this.reader = new IdTokenReader(json);
    }

    /** What reads the ID tokens. */
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

    /** Bitfount's Python client keeps ID tokens that may have the username claim and no other. */
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

    /** The claims of the ID token, which was believed when it was stored; empty if there is none that can be read. */
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
