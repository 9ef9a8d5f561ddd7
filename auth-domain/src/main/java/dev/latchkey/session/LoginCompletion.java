package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionCheck;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Completes a login: checks the user, determines the session's place, and saves it there under its lock. */
final class LoginCompletion {
    /** Short, because a person is waiting and can try again. */
    private static final Duration SAVE_LIMIT = Duration.ofSeconds(1);

    private final SessionParts parts;
    private final LoginOptions options;
    private final SessionCheck rules;
    private final PendingEvents events;
    private final Consumer<StoredSession> stored;

    /** @param stored called with the session once it is stored, while its lock is still held */
    LoginCompletion(SessionParts parts, LoginOptions options, PendingEvents events, Consumer<StoredSession> stored) {
        this.parts = parts;
        this.options = options;
        this.rules = parts.slot().rules();
        this.events = events;
        this.stored = stored;
    }

    /**
     * Stores the tokens, or revokes them, best effort, if they cannot be stored.
     *
     * @throws WrongUserException if someone other than the requested user logged in, or another person's session is in the same place
     */
    LoginResult keep(GrantedTokens reply) {
        Stored stored;
        try {
            long now = parts.adapters().time().epochMillis();
            stored = store(parts.maker().loggedIn(reply, now, events));
        } catch (AuthException e) { // After any other failure, it is unknown whether they are stored.
            revoke(reply.accessToken(), reply.refreshToken());
            throw e;
        }
        // From here on, the session is stored, and later failures are not failures of the login. Tokens of another
        // account that --force replaced may be in use in their own place.
        stored.replaced()
                .filter(stored.slot()::isRevocable)
                .ifPresent(old -> revokeReplaced(old, stored.result().session()));
        tell(stored.result(), reply);
        return stored.result();
    }

    /** @param replaced the session that it replaced */
    private record Stored(SessionSlot slot, LoginResult result, Optional<StoredSession> replaced) {}

    private static String locationNow(SessionSlot slot, String before) {
        try {
            return slot.location();
        } catch (AuthException e) {
            return before;
        }
    }

    /**
     * Whether the stored document can be read; if not, the login moves it aside.
     *
     * @throws StorageException if a login must not replace it: a newer version's document is left alone, and one that cannot be read now
     *     may be valid, unless the person decided otherwise
     */
    static boolean isReadable(SessionSlot slot, LoginOptions options) {
        try {
            slot.loadAny();
            return true;
        } catch (StorageException e) {
            if (!isMovedAside(e, options)) {
                throw e;
            }
            return SessionSlot.isBeyondRepair(e);
        }
    }

    private static boolean isMovedAside(StorageException e, LoginOptions options) {
        return SessionSlot.isBeyondRepair(e) || options.replacesOtherPerson() && e.reason() == Reason.UNREADABLE;
    }

    private Stored store(StoredSession session) {
        checkUser(session);
        SessionSlot slot = parts.forAccount(place(session)).slot();
        String location = slot.location();
        LockId id = LockId.session(slot.id());
        SessionLock lock = parts.adapters().lock();
        try (SessionLock.Hold hold = events.waitingForLock(() -> lock.acquire(id, Renewal.LOCK_LIMIT))) {
            Optional<String> movedAside = setAsideWhatIsForeign(slot, hold);
            Optional<StoredSession> replaced = save(slot, session, hold);
            if (slot.id().equals(parts.slot().id())) {
                stored.accept(session);
            }
            LoginResult result = new LoginResult(slot.id(), session, locationNow(slot, location), false, movedAside);
            return new Stored(slot, result, replaced);
        }
    }

    /** Returns what it replaced: exactly what was checked, even if a program without locking stored something in the meantime. */
    private Optional<StoredSession> save(SessionSlot slot, StoredSession session, SessionLock.Hold hold) {
        SavePauses pauses = new SavePauses(parts.adapters().time(), SAVE_LIMIT);
        while (true) {
            try (PreparedSave save = slot.prepare(hold)) {
                Optional<StoredSession> replaced = slot.loadAnyOrEnding();
                replaced.ifPresent(other -> checkSamePerson(other, session, slot));
                while (!isCommitted(save, slot.document(session), pauses)) {}
                return replaced;
            } catch (StorageException e) {
                if (e.reason() != Reason.STALE || !pauses.awaitNext()) {
                    throw e;
                }
            }
        }
    }

    /** Retries if necessary, because otherwise the person would have to log in again. */
    private static boolean isCommitted(PreparedSave save, Secret document, SavePauses pauses) {
        try {
            save.commit(document);
            return true;
        } catch (StorageException e) {
            if (e.reason() == Reason.STALE || !pauses.awaitNext()) {
                throw e;
            }
            return false;
        }
    }

    private SessionId place(StoredSession session) {
        if (!options.isAccountOpen(asked())) {
            return asked();
        }
        return session.username()
                .flatMap(this::account)
                .or(() -> session.subject().flatMap(this::account))
                .orElse(asked());
    }

    private SessionId asked() {
        return parts.slot().id();
    }

    /** The account with this name. The name comes from the server and may not be valid. */
    private Optional<SessionId> account(String name) {
        try {
            return Optional.of(new SessionId(asked().provider(), name)).filter(id -> !id.isDefaultAccount());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void checkUser(StoredSession session) {
        Optional<String> username = session.username();
        String asked = asked().account();
        if (!asked().isDefaultAccount()
                && username.isPresent()
                && !username.get().equals(asked)) {
            throw new WrongUserException("You logged in as " + shown(username.get()) + ", not as " + shown(asked)
                    + ". Nothing was stored. Log out in the browser, or ask for the right account.");
        }
    }

    private void checkSamePerson(StoredSession other, StoredSession session, SessionSlot slot) {
        if (options.replacesOtherPerson() || isSamePerson(other, session)) {
            return;
        }
        String who = rules.usernameOf(other).map(LoginCompletion::shown).orElse("somebody else");
        throw new WrongUserException(
                "The session at " + slot.location() + " belongs to " + who + ", and you logged in as "
                        + session.username().map(LoginCompletion::shown).orElse("somebody else")
                        + ". Nothing was stored.",
                Remedy.of(Remedy.Action.REPLACE_SESSION, slot.id().provider()),
                null);
    }

    private boolean isSamePerson(StoredSession other, StoredSession session) {
        Optional<String> theirs = rules.subjectOf(other);
        Optional<String> ours = rules.subjectOf(session);
        if (theirs.isEmpty() || ours.isEmpty()) {
            // A file of Bitfount's Python client may contain only the username.
            theirs = rules.usernameOf(other);
            ours = rules.usernameOf(session);
        }
        return theirs.isEmpty() || ours.isEmpty() || theirs.equals(ours);
    }

    /** Moves a corrupt document or another environment's aside, after a second look under the lock. Nothing is ever deleted. */
    private Optional<String> setAsideWhatIsForeign(SessionSlot slot, SessionLock.Hold hold) {
        boolean firstLook = isForeign(slot);
        return firstLook && isForeign(slot) ? slot.setAside(hold) : Optional.empty();
    }

    private boolean isForeign(SessionSlot slot) {
        try {
            SessionBinding ours = SessionBinding.of(parts.provider());
            return slot.loadAny()
                    .filter(stored -> !ours.sameEnvironmentAs(stored.binding()))
                    .isPresent();
        } catch (StorageException e) {
            if (isMovedAside(e, options)) {
                return true;
            }
            throw e;
        }
    }

    private void revokeReplaced(StoredSession old, StoredSession session) {
        Optional<String> theirs = rules.claims(old.idToken().orElse(null)).flatMap(IdTokenClaims::sessionAtServer);
        Optional<String> ours = rules.claims(session.idToken().orElse(null)).flatMap(IdTokenClaims::sessionAtServer);
        // If both belong to the same session at the server, revoking the old one would end the new one.
        boolean sameSession = theirs.isPresent() && theirs.equals(ours);
        // Some servers return the same refresh token again.
        boolean sameToken = old.isRefreshable() && old.refreshToken().equals(session.refreshToken());
        if (!sameSession && !sameToken) {
            revoke(old.accessToken(), old.refreshToken());
        }
    }

    /** Best effort: an interrupted revocation does not change the result of the login. */
    private void revoke(Secret accessToken, Optional<Secret> refreshToken) {
        try {
            parts.revoke(accessToken, refreshToken);
        } catch (CancelledException e) {
            // The interrupt flag is set; the tokens expire by themselves.
        }
    }

    private static String shown(String fromServer) {
        return DisplayText.clean(fromServer, 100);
    }

    private void tell(LoginResult result, GrantedTokens reply) {
        reply.warnings().forEach(warning -> events.add(Kind.WARNING, result.id(), warning.value()));
        List<String> asked = parts.server().provider().scopes();
        List<String> missing =
                result.missingScopes().stream().filter(asked::contains).toList();
        if (!missing.isEmpty()) {
            events.add(Kind.WARNING, result.id(), "The server did not grant: " + String.join(" ", missing));
        }
        if (options.isAccountOpen(asked()) && result.id().isDefaultAccount()) {
            events.add(
                    Kind.WARNING,
                    result.id(),
                    "The server does not say who you are: another person's login would take this session's place,"
                            + " unless each names an account.");
        }
        events.add(Kind.LOGGED_IN, result.id(), result.session(), result.location());
    }
}
