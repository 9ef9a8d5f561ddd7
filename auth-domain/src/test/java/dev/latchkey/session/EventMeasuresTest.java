package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionEvent.Measures;
import dev.latchkey.model.SessionEvent.Outcome;
import dev.latchkey.testkit.ManualScheduler;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of events for metrics: durations, waits for locks, attempts, expiry and outcome. */
class EventMeasuresTest {
    private static final Duration INTERVAL = Duration.ofSeconds(6);
    private static final Duration CODE_LIFE = Duration.ofSeconds(900);

    private final World world = new World();
    private final LoginScript login = new LoginScript(world);

    @Test
    void aLoginsDurationIncludesThePersonsTime() {
        login.grants(1, (Secret) null);

        world.open().login(login.prompt, LoginOptions.defaults());

        SessionEvent begun = only(Kind.LOGIN_BEGUN);
        assertEquals(Measures.none(), begun.measures());
        assertEquals(
                Optional.of(begun.at().plus(CODE_LIFE)),
                only(Kind.CODE_SHOWN).measures().expiresAt());
        Measures measures = only(Kind.LOGGED_IN).measures();
        assertEquals(INTERVAL, measures.duration());
        assertEquals(Optional.of(world.time.now().plus(World.LIFE)), measures.expiresAt());
        assertEquals(Optional.empty(), measures.failure());
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied,LOGIN_DENIED,DENIED",
        "expired_token,CODE_EXPIRED,CODE_EXPIRED",
        "invalid_client,LOGIN_FAILED,REFUSED"
    })
    void aFailedLoginReportsItsFailure(String error, Kind kind, String failure) {
        login.code();
        world.error(error);

        assertThrows(AuthException.class, () -> world.open().login(login.prompt, LoginOptions.defaults()));

        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, kind), world.events.kinds());
        assertEquals(Outcome.FAILED, kind.outcome());
        assertEquals(Optional.of(failure), only(kind).measures().failure());
        assertEquals(INTERVAL, only(kind).measures().duration());
    }

    @Test
    void aLoginThatIsInterruptedIsCancelled() {
        login.code();
        world.time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(AuthException.class, () -> world.open().login(login.prompt, LoginOptions.defaults()));

        assertTrue(Thread.interrupted());
        assertEquals(
                Optional.of("CANCELLED"), only(Kind.LOGIN_CANCELLED).measures().failure());
    }

    /** A prompt's exception may contain a secret. */
    @Test
    void aLoginThatAnotherExceptionEndsReportsTheNameOfItsClass() {
        login.code();
        world.time.onPause(pause -> {
            throw new IllegalStateException("at-1");
        });

        assertThrows(IllegalStateException.class, () -> world.open().login(login.prompt, LoginOptions.defaults()));

        SessionEvent failed = only(Kind.LOGIN_FAILED);
        assertEquals(
                Optional.of("java.lang.IllegalStateException"),
                failed.measures().failure());
        assertFalse(failed.toString().contains("at-1"));
    }

    @Test
    void aPendingLoginReportsTheSameEvents() {
        login.grants(1, (Secret) null);
        ManualScheduler scheduler = new ManualScheduler(world.time);

        begin(scheduler);
        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN), world.events.kinds());
        scheduler.advance(INTERVAL);

        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.CODE_SHOWN, Kind.LOGGED_IN), world.events.kinds());
        assertEquals(INTERVAL, only(Kind.LOGGED_IN).measures().duration());
    }

    @Test
    void aDeniedOrCancelledPendingLoginReportsItOnce() {
        ManualScheduler scheduler = new ManualScheduler(world.time);
        login.code();
        PendingLogin cancelled = begin(scheduler);
        scheduler.advance(Duration.ofSeconds(2));
        cancelled.cancel();
        cancelled.cancel();
        login.code();
        world.error("access_denied");
        begin(scheduler);
        scheduler.advance(INTERVAL);

        assertEquals(
                Duration.ofSeconds(2), only(Kind.LOGIN_CANCELLED).measures().duration());
        assertEquals(Optional.of("DENIED"), only(Kind.LOGIN_DENIED).measures().failure());
        assertEquals(6, world.events.events().size());
    }

    @Test
    void aPendingLoginThatGetsNoCodeHasFailed() {
        world.outage();

        assertThrows(UnreachableException.class, () -> begin(new ManualScheduler(world.time)));

        assertEquals(List.of(Kind.LOGIN_BEGUN, Kind.LOGIN_FAILED), world.events.kinds());
    }

    @Test
    void aRenewalReportsItsDurationItsWaitForTheLockAndTheTokensExpiry() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.answer(call -> {
            world.time.advance(Duration.ofSeconds(2));
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });
        AuthSession session = world.openLocking(lock -> (id, limit) -> {
            world.time.advance(Duration.ofSeconds(3));
            return lock.acquire(id, limit);
        });

        session.accessToken();

        assertEquals(
                new Measures(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        1,
                        Optional.of(world.time.now().plus(World.LIFE)),
                        Optional.empty()),
                only(Kind.RENEWED).measures());
    }

    @Test
    void aLockTimeoutIsAFailureAndItsWaitCounts() {
        world.store(1);
        world.time.advance(World.LIFE);
        AuthSession session = world.openLocking(lock -> (id, limit) -> {
            world.time.advance(limit);
            throw new LockTimeoutException("another process has it");
        });

        assertThrows(LockTimeoutException.class, session::accessToken);

        Measures measures = only(Kind.RENEWAL_FAILED).measures();
        assertEquals(Optional.of("LOCK_TIMEOUT"), measures.failure());
        assertEquals(Duration.ofSeconds(60), measures.lockWait());
    }

    @Test
    void attemptsAreCountedUntilOneSucceeds() {
        AuthSession session = world.open();
        world.store(1);
        world.time.advance(World.LIFE);
        world.outage().outage().tokens(2).tokens(3);

        assertThrows(UnreachableException.class, session::accessToken);
        assertThrows(UnreachableException.class, session::accessToken);
        world.time.advance(Duration.ofMinutes(2));
        session.accessToken();
        world.time.advance(World.LIFE);
        session.accessToken();

        assertEquals(
                List.of(1, 2, 3, 1),
                world.events.events().stream()
                        .map(event -> event.measures().attempt())
                        .toList());
    }

    @Test
    void givingUpASaveIsAFailureOfTheStore() throws InterruptedException {
        AuthSession session = world.open();
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);
        world.memory.failNextCommits(1_000);

        session.accessToken();
        session.awaitRenewal(Duration.ofSeconds(30));

        assertEquals(Outcome.UNDER_WAY, only(Kind.NOT_SAVED).kind().outcome());
        Measures measures = only(Kind.SAVING_GIVEN_UP).measures();
        assertEquals(Optional.of("STORAGE"), measures.failure());
        assertTrue(measures.duration().compareTo(Duration.ofMinutes(5)) >= 0, measures::toString);
    }

    /** Its rotated refresh token is still stored. */
    @Test
    void anUnusableResponseIsOnlyAFailedRenewal() {
        AuthSession session = world.open();
        world.store(1);
        world.time.advance(World.LIFE);
        world.unfitTokens(2);

        assertThrows(AuthException.class, session::accessToken);

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void aLogoutIsMeasuredWhetherItSucceedsOrNot() {
        AuthSession session = world.openLocking(lock -> (id, limit) -> {
            world.time.advance(Duration.ofSeconds(3));
            return lock.acquire(id, limit);
        });
        world.store(1);
        world.memory.failLoads(
                new StorageException(StorageException.Reason.NEWER_VERSION, "memory", "a newer version's", null));

        assertThrows(StorageException.class, () -> session.logout(LogoutScope.LOCAL_ONLY));
        world.memory.loadAgain();
        session.logout(LogoutScope.LOCAL_ONLY);

        assertEquals(Optional.of("STORAGE"), only(Kind.LOGOUT_FAILED).measures().failure());
        assertEquals(Duration.ofSeconds(3), only(Kind.LOGGED_OUT).measures().lockWait());
    }

    @Test
    void noEventContainsATokenOrACode() {
        AuthSession session = world.open();
        login.grants(1, IdTokens.of(world, "u-1", "alice", null));
        session.login(login.prompt, LoginOptions.defaults());
        world.time.advance(World.LIFE);
        world.outage();
        assertThrows(UnreachableException.class, session::accessToken);
        world.http.reply(400, "{\"error\":\"invalid_request\",\"error_description\":\"rt-1 is odd\"}");
        assertThrows(AuthException.class, session::accessToken);
        world.time.advance(Duration.ofMinutes(2));
        world.tokens(2);
        session.accessToken();
        login.revokes(2);
        session.logout(LogoutScope.SERVER_AND_LOCAL);
        ManualScheduler scheduler = new ManualScheduler(world.time);
        login.code();
        begin(scheduler).cancel();

        String told = world.events.events().toString();
        assertEquals(10, world.events.events().size(), told);
        for (String secret : List.of("at-1", "rt-1", "at-2", "rt-2", "dc-1", "ABCD", "eyJ")) {
            assertFalse(told.contains(secret), told);
        }
    }

    private PendingLogin begin(ManualScheduler scheduler) {
        Adapters adapters = world.adapters().withBackground(BackgroundWork.on(scheduler, scheduler));
        return AuthSession.open(World.PROVIDER, World.ID, adapters).beginLogin(LoginOptions.defaults());
    }

    private SessionEvent only(Kind kind) {
        List<SessionEvent> events = world.events.events().stream()
                .filter(event -> event.kind() == kind)
                .toList();
        assertEquals(1, events.size(), world.events.events()::toString);
        return events.get(0);
    }
}
