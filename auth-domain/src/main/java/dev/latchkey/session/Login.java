package dev.latchkey.session;

import dev.latchkey.device.DeviceLogin;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Creates a session with the help of a person. While waiting for the person, only the login's own lock is held, which renewals do not take.
 * A second login for the same account waits for it and uses its result.
 */
final class Login {
    /** How long to wait for another login, which waits for a person. */
    private static final Duration OTHER_LOGIN_LIMIT = Duration.ofMinutes(30);

    private final SessionParts parts;
    private final LoginOptions options;
    private final Consumer<StoredSession> stored;
    private final PendingEvents events;

    /**
     * A login to the session of these parts. The session's account is the username that must log in, unless it is the default one.
     *
     * @param stored called with a new session of the account in {@code parts} once it is stored, while its lock is still held
     */
    Login(SessionParts parts, LoginOptions options, Consumer<StoredSession> stored) {
        this.parts = Objects.requireNonNull(parts, "parts");
        this.options = Objects.requireNonNull(options, "options");
        this.stored = Objects.requireNonNull(stored, "stored");
        this.events = parts.events();
        events.add(Kind.LOGIN_BEGUN, "");
        events.tell();
    }

    /**
     * Logs in.
     *
     * @throws AuthException if the login failed; what was stored before is unchanged
     */
    LoginResult run(UserPrompt prompt) {
        try {
            return awaited(prompt);
        } catch (RuntimeException | Error e) {
            events.loginFailed(e);
            if (e instanceof AuthException) {
                prompt.failed();
            }
            throw e;
        } finally {
            events.tell();
        }
    }

    private LoginResult awaited(UserPrompt prompt) {
        long startMillis = parts.adapters().time().epochMillis();
        try (LoginTurn turn = events.waitingForLock(() -> turn(prompt))) {
            Optional<LoginResult> adopted = turn.waited() ? madeSince(startMillis) : Optional.empty();
            if (adopted.isPresent()) {
                prompt.approved();
                events.add(Kind.LOGIN_ADOPTED, adopted.get().id(), adopted.get().session(), "");
                return adopted.get();
            }
            checkPlace();
            return new LoginCompletion(parts, options, events, stored).keep(device().await(prompt));
        }
    }

    /**
     * Starts a login without a lock and without a thread.
     *
     * @param ended called once, when the login has ended or could not be started
     */
    PendingLogin begin(Runnable ended) {
        DeviceLogin device;
        try {
            checkPlace();
            device = device();
        } catch (RuntimeException | Error e) {
            ended.run();
            failed(e);
            throw e;
        }
        return new PendingLogin(this, device, ended, parts.adapters().background());
    }

    /** A pending login failed. */
    void failed(Throwable failure) {
        events.loginFailed(failure);
        events.tell();
    }

    /** Stores the tokens of a pending login. Throws like {@link LoginCompletion#keep}. */
    LoginResult keep(GrantedTokens reply) {
        try {
            return new LoginCompletion(parts, options, events, stored).keep(reply);
        } finally {
            events.tell();
        }
    }

    /** Revokes the tokens of a pending login that was cancelled. */
    void revoke(GrantedTokens reply) {
        parts.revoke(reply.accessToken(), reply.refreshToken());
    }

    private DeviceLogin device() {
        DeviceLogin device = DeviceLogin.begin(parts.server(), parts.adapters().time(), options.listener());
        events.codeShown(device.prompt().expiresAt());
        events.tell(); // Now, because the person will take minutes.
        return device;
    }

    /** The result of another login that this one waited for: a session with a more recent login that is still valid. */
    private Optional<LoginResult> madeSince(long startMillis) {
        SessionId asked = parts.slot().id();
        Stream<SessionId> candidates = options.isAccountOpen(asked)
                ? parts.adapters().store().list(asked.provider()).stream()
                : Stream.of(asked);
        return candidates.flatMap(id -> madeSince(startMillis, id).stream()).findFirst();
    }

    private Optional<LoginResult> madeSince(long startMillis, SessionId id) {
        SessionSlot slot = parts.forAccount(id).slot();
        try {
            return slot.load()
                    .filter(session -> isMadeSince(startMillis, session))
                    .map(session -> new LoginResult(id, session, slot.location(), true, Optional.empty()));
        } catch (AuthException e) {
            return Optional.empty(); // Not the result of the other login, which would be readable and for this session.
        }
    }

    private boolean isMadeSince(long startMillis, StoredSession session) {
        Optional<Instant> loggedInAt = session.loggedInAt();
        long now = parts.adapters().time().epochMillis();
        return loggedInAt.isPresent()
                && loggedInAt.get().toEpochMilli() >= startMillis
                && TokenLifecycle.decide(session, now, 0) != Decision.LOG_IN_AGAIN;
    }

    /** Before a person is prompted: a new login that cannot be stored would be useless. */
    private void checkPlace() {
        SessionSlot slot = parts.slot();
        if (!LoginCompletion.isReadable(slot, options)) {
            return; // The document there is moved aside only after the login, so no space can be reserved yet.
        }
        LockId id = LockId.session(slot.id());
        SessionLock lock = parts.adapters().lock();
        try (SessionLock.Hold hold = events.waitingForLock(() -> lock.acquire(id, Renewal.LOCK_LIMIT));
                PreparedSave unused = slot.prepare(hold)) {
            // Only checks that space can be reserved.
        }
    }

    private LoginTurn turn(UserPrompt prompt) {
        LockId id = LockId.login(parts.slot().id());
        SessionLock lock = parts.adapters().lock();
        try {
            return new LoginTurn(lock.acquire(id, Duration.ZERO), false);
        } catch (LockTimeoutException e) {
            prompt.waitingForAnotherLogin();
            return new LoginTurn(lock.acquire(id, OTHER_LOGIN_LIMIT), true);
        }
    }

    private record LoginTurn(SessionLock.Hold hold, boolean waited) implements AutoCloseable {
        @Override
        public void close() {
            hold.close();
        }
    }
}
