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
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
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
    private final Consumer<StoredSession> stored;

    /** @param stored called with a new session of the account in {@code parts} once it is stored, while its lock is still held */
    Login(SessionParts parts, Consumer<StoredSession> stored) {
        this.parts = Objects.requireNonNull(parts, "parts");
        this.stored = Objects.requireNonNull(stored, "stored");
    }

    /**
     * Logs in.
     *
     * @throws AuthException if the login failed; what was stored before is unchanged
     */
    LoginResult run(LoginRequest request, UserPrompt prompt) {
        PendingEvents events = begun(request);
        try {
            return run(request, prompt, events);
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

    private LoginResult run(LoginRequest request, UserPrompt prompt, PendingEvents events) {
        SessionParts asked = parts.forAccount(request.asked());
        long startMillis = parts.adapters().time().epochMillis();
        try (LoginTurn turn = events.waitingForLock(() -> turn(request, prompt))) {
            Optional<LoginResult> adopted = turn.waited() ? madeSince(startMillis, request) : Optional.empty();
            if (adopted.isPresent()) {
                prompt.approved();
                events.add(Kind.LOGIN_ADOPTED, adopted.get().id(), adopted.get().session(), "");
                return adopted.get();
            }
            checkPlace(asked, request, events);
            GrantedTokens reply = device(request, events).await(prompt);
            return new LoginCompletion(parts, request, events, stored).keep(reply);
        }
    }

    /**
     * Starts a login without a lock and without a thread.
     *
     * @param ended called once, when the login has ended or could not be started
     */
    PendingLogin begin(LoginRequest request, Runnable ended) {
        PendingEvents events = begun(request);
        DeviceLogin device;
        try {
            checkPlace(parts.forAccount(request.asked()), request, events);
            device = device(request, events);
        } catch (RuntimeException | Error e) {
            ended.run();
            failed(e, events);
            throw e;
        }
        return new PendingLogin(
                device,
                reply -> keep(reply, request, events),
                this::revoke,
                failure -> failed(failure, events),
                ended,
                parts.adapters().background());
    }

    private PendingEvents begun(LoginRequest request) {
        PendingEvents events = parts.forAccount(request.asked()).events();
        events.add(Kind.LOGIN_BEGUN, "");
        events.tell();
        return events;
    }

    private static void failed(Throwable failure, PendingEvents events) {
        events.loginFailed(failure);
        events.tell();
    }

    private LoginResult keep(GrantedTokens reply, LoginRequest request, PendingEvents events) {
        try {
            return new LoginCompletion(parts, request, events, stored).keep(reply);
        } finally {
            events.tell();
        }
    }

    private void revoke(GrantedTokens reply) {
        parts.revoke(reply.accessToken(), reply.refreshToken());
    }

    private DeviceLogin device(LoginRequest request, PendingEvents events) {
        DeviceLogin device = DeviceLogin.begin(
                parts.server(), parts.adapters().time(), request.options().listener());
        events.codeShown(device.prompt().expiresAt());
        events.tell(); // Now, because the person will take minutes.
        return device;
    }

    /** The result of another login that this one waited for: a session with a more recent login that is still valid. */
    private Optional<LoginResult> madeSince(long startMillis, LoginRequest request) {
        Stream<SessionId> candidates = Stream.of(request.asked());
        if (request.isAccountOpen()) {
            candidates = parts.adapters().store().list(request.asked().provider()).stream();
        }
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
    private void checkPlace(SessionParts asked, LoginRequest request, PendingEvents events) {
        if (!LoginCompletion.isReadable(asked.slot(), request)) {
            return; // The document there is moved aside only after the login, so no space can be reserved yet.
        }
        LockId id = LockId.session(asked.slot().id());
        SessionLock lock = parts.adapters().lock();
        try (SessionLock.Hold hold = events.waitingForLock(() -> lock.acquire(id, Renewal.LOCK_LIMIT));
                PreparedSave unused = asked.slot().prepare(hold)) {
            // Only checks that space can be reserved.
        }
    }

    private LoginTurn turn(LoginRequest request, UserPrompt prompt) {
        LockId id = LockId.login(request.asked());
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
