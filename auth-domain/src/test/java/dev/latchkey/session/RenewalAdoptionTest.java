package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionLock;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The effects of other processes. */
class RenewalAdoptionTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenInMemoryExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    @Test
    void aRenewalByAnotherProcessIsAdoptedWithoutARequest() {
        world.store(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_ADOPTED), world.events.kinds());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void anOldRenewalByAnotherProcessIsRenewedWithItsOwnRefreshToken() {
        world.store(2);
        world.time.advance(World.LIFE);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-2"), world.refreshTokensSent());
        assertEquals(List.of(Kind.RENEWED), world.events.kinds());
    }

    @Test
    void twoProcessesRenewOnce() {
        AuthSession other = world.open();
        other.peek();
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(Secret.of("at-2"), other.accessToken());

        assertEquals(1, world.http.calls().size());
        assertEquals(List.of(Kind.RENEWED, Kind.RENEWAL_ADOPTED), world.events.kinds());
    }

    @Test
    void ifTheServerReturnedTheSameAccessTokenTheStoredRefreshTokenIsSent() {
        world.memory.put(World.ID, world.document(world.stored()).replace("rt-1", "rt-2"));
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-2"), world.refreshTokensSent());
    }

    @Test
    void ifTheServerReturnedTheSameAccessTokenWithALongerLifetimeItIsAdopted() {
        world.store(World.ID, world.session(1, Secret.of("rt-2")));

        assertEquals(Secret.of("at-1"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_ADOPTED), world.events.kinds());
    }

    @Test
    void aRefreshTokenThatWasRefusedInAnotherProcessIsNotSentAgain() {
        world.store(World.ID, world.stored().withoutRefreshToken());

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void anEmptyStoreMeansALogoutAndTheSessionDoesNotReappear() {
        world.memory.delete(World.ID, held(World.ID));
        world.memory.clearOperations();

        LoginRequiredException required = assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(
                "Not logged in any more: the session at memory:example/_default was removed. Log in.",
                required.getMessage());
        assertEquals(List.of(), world.http.calls());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of(Kind.SESSION_ENDED), world.events.kinds());
        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(1, world.events.events().size(), "what is gone is not renewed again");
    }

    @Test
    void aLogoutElsewhereEndsATokenThatIsStillValid() {
        world.store(2);
        AuthSession command = world.open(RenewalStyle.WAIT);
        command.accessToken();
        world.time.advance(World.LIFE.minusMinutes(1));
        world.memory.delete(World.ID, held(World.ID));

        assertThrows(LoginRequiredException.class, command::accessToken);
    }

    @Test
    void aSessionOfAnotherEnvironmentIsNeitherUsedNorChanged() {
        StoredSession other = bound(SessionBinding.of(
                "auth.staging.example", "client-1", World.PROVIDER.scopes(), "", "https://auth.staging.example"));
        world.store(World.ID, other);

        AuthEnvironmentException mismatch = assertThrows(AuthEnvironmentException.class, session::accessToken);

        assertEquals(
                "The session at memory:example/_default belongs to auth.staging.example (client client-1), not to"
                        + " auth.example (client client-1). Use that environment, or log in again: the other session"
                        + " is then moved aside.",
                mismatch.getMessage());
        assertEquals(Optional.of(world.document(other)), world.memory.document(World.ID));
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void aSessionForOtherScopesIsNeitherUsedNorChanged() {
        StoredSession other = bound(
                SessionBinding.of("auth.example", "client-1", List.of("openid", "email"), "", "https://auth.example"));
        world.store(World.ID, other);

        LoginRequiredException required = assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(
                "The session at memory:example/_default was made for other scopes or another audience.",
                required.problem());
        assertEquals(Remedy.Action.LOG_IN, required.remedy().action());
        assertEquals(Optional.of(world.document(other)), world.memory.document(World.ID));
        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void anotherIssuerOnTheSameHostIsAnotherEnvironment() {
        world.store(2);
        OAuthProvider tenant = OAuthProvider.discovered("https://auth.example/tenant", "client-1")
                .name("example")
                .scopes(World.PROVIDER.scopes())
                .build();

        assertThrows(
                AuthEnvironmentException.class,
                () -> world.open(tenant, RenewalStyle.WAIT).accessToken());
    }

    @Test
    void anUnreadableDocumentIsReportedAndKept() {
        world.memory.put(World.ID, "{\"access_tok");

        StorageException corrupt = assertThrows(StorageException.class, session::accessToken);

        assertEquals(StorageException.Reason.CORRUPT, corrupt.reason());
        assertEquals(Optional.of("{\"access_tok"), world.memory.document(World.ID));
        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void withoutTheLockNothingIsSent() {
        Adapters plain = world.adapters();
        Adapters locked = Adapters.of(
                        plain.http(),
                        plain.json(),
                        plain.store(),
                        (id, limit) -> {
                            assertEquals(Duration.ofMinutes(1), limit);
                            throw new LockTimeoutException("held by another");
                        },
                        plain.time())
                .withRandom(plain.random())
                .withListener(plain.listener());
        AuthSession other = AuthSession.open(World.PROVIDER, World.ID, locked);

        assertThrows(LockTimeoutException.class, other::accessToken);

        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    private StoredSession bound(SessionBinding binding) {
        StoredSession ours = world.session(2, Secret.of("rt-2"));
        return ours.toBuilder().binding(binding).build();
    }

    @Test
    void whatAnotherProcessStoresWhileItHasTheLockIsAdoptedWithoutWaitingForTheLock() {
        AuthSession waiting = world.openLocking(lock -> new LockOfAnother(lock, List.of(() -> world.store(2))));

        assertEquals(Secret.of("at-2"), waiting.accessToken());

        assertEquals(List.of(), world.locked);
        assertEquals(List.of(Kind.RENEWAL_ADOPTED), world.events.kinds());
    }

    @Test
    void whileAnotherProcessHasStoredNothingFitTheLockIsWaitedFor() {
        Runnable unreadable =
                () -> world.memory.failLoads(new StorageException(Reason.UNREADABLE, "store", "Unreadable.", null));
        Runnable loggedOut = () -> {
            world.memory.loadAgain();
            world.memory.delete(World.ID, held(World.ID));
        };
        Runnable expired = () -> {
            world.store(2);
            world.time.advance(World.LIFE);
        };
        world.tokens(3);
        AuthSession waiting =
                world.openLocking(lock -> new LockOfAnother(lock, List.of(() -> {}, unreadable, loggedOut, expired)));

        assertEquals(Secret.of("at-3"), waiting.accessToken());

        assertEquals(1, world.locked.size());
        assertEquals(List.of("rt-2"), world.refreshTokensSent());
    }

    /** Another process has the lock while these things happen, and releases it if it is still needed. */
    private record LockOfAnother(SessionLock lock, List<Runnable> meanwhile) implements SessionLock {
        @Override
        public Hold acquire(LockId id, Duration limit) {
            return lock.acquire(id, limit);
        }

        @Override
        public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
            for (Runnable step : meanwhile) {
                step.run();
                if (!needed.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            return Optional.of(acquire(id, limit));
        }
    }
}
