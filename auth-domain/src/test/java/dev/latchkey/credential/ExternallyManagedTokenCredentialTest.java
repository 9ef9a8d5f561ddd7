package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.contract.RequestAuthorizerContract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternallyManagedTokenCredentialTest extends RequestAuthorizerContract {
    private static final URI HUB = URI.create("https://hub.bitfount.com");
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final FakeTimeSource time = new FakeTimeSource();
    private final AtomicInteger supplied = new AtomicInteger(1);
    private final ExternallyManagedTokenCredential credential =
            credential(() -> token(supplied.incrementAndGet(), LIFE));

    private ExternallyManagedTokenCredential credential(Supplier<ExternalToken> supplier) {
        return new ExternallyManagedTokenCredential(token(1, LIFE), supplier, Set.of(Origin.of(HUB)), time);
    }

    private ExternalToken token(int number, Duration life) {
        return new ExternalToken(Secret.of("jwt-" + number), time.now().plus(life));
    }

    @Override
    protected RequestAuthorizer authorizer() {
        return credential;
    }

    private static String bearer(Credentials credentials) {
        return credentials.headers().get(0).value().reveal();
    }

    @Test
    void theSupplierIsCalledOnlyWhenTheTokenHasExpired() {
        time.advance(LIFE.minusMinutes(1).minusMillis(1));
        assertEquals("jwt-1", credential.accessToken().reveal());
        assertTrue(credential.isFresh());

        time.advance(Duration.ofMillis(1));
        assertFalse(credential.isFresh());
        assertEquals("Bearer jwt-2", bearer(credential.authorize("GET", HUB)));
        assertTrue(credential.isFresh());
        assertEquals(Optional.of(time.now().plus(LIFE)), credential.expiresAt());
        assertEquals(2, supplied.get());
    }

    @Test
    void sixtyFourThreadsCallTheSupplierOnce() throws Exception {
        time.advance(LIFE);

        Set<Secret> tokens = InManyThreads.results(credential::accessToken);

        assertEquals(Set.of(Secret.of("jwt-2")), tokens);
        assertEquals(2, supplied.get());
    }

    @Test
    void sixtyFourRefusalsOfOneTokenCallTheSupplierOnce() throws Exception {
        Credentials used = credential.authorize("GET", HUB);

        Set<Verdict> verdicts = InManyThreads.results(() -> Refusals.of(credential, HUB, used, 401));

        assertEquals(1, verdicts.size());
        Verdict.Repeat repeat =
                assertInstanceOf(Verdict.Repeat.class, verdicts.iterator().next());
        assertEquals("Bearer jwt-2", bearer(repeat.credentials()));
        assertEquals(2, supplied.get());
    }

    @Test
    void anExpiredSuppliedTokenIsRefusedWithAHint() {
        ExternallyManagedTokenCredential stale = credential(() -> token(2, Duration.ZERO));
        time.advance(LIFE);

        LoginRequiredException required = assertThrows(LoginRequiredException.class, stale::accessToken);
        assertTrue(String.valueOf(required.getMessage()).contains("clock"));
    }

    @Test
    void theSupplierIsCalledUpToThreeTimesUntilATokenHasNotExpired() {
        ExternallyManagedTokenCredential third =
                credential(() -> token(supplied.incrementAndGet(), supplied.get() < 4 ? Duration.ZERO : LIFE));
        time.advance(LIFE);

        assertEquals("jwt-4", third.accessToken().reveal());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), time.pauses());
    }

    @Test
    void theSupplierIsNotCalledAFourthTime() {
        ExternallyManagedTokenCredential stale = credential(() -> token(supplied.incrementAndGet(), Duration.ZERO));
        time.advance(LIFE);

        assertThrows(LoginRequiredException.class, stale::accessToken);

        assertEquals(4, supplied.get());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), time.pauses());
    }

    @Test
    void theFirstTokenMayBeMissing() {
        ExternallyManagedTokenCredential late = new ExternallyManagedTokenCredential(
                null, () -> token(supplied.incrementAndGet(), LIFE), Set.of(Origin.of(HUB)), time);

        assertFalse(late.isFresh());
        assertEquals(Optional.empty(), late.expiresAt());
        assertEquals("Bearer jwt-2", bearer(late.authorize("GET", HUB)));
        assertTrue(late.isFresh());
        assertEquals(2, supplied.get());
    }

    @Test
    void inItsLastMinuteATokenIsUsedIfTheSupplierHasNoBetterOne() {
        ExternallyManagedTokenCredential stale = credential(() -> token(2, Duration.ZERO));
        time.advance(LIFE.minusSeconds(30));

        assertEquals("jwt-1", stale.accessToken().reveal());

        time.advance(Duration.ofSeconds(30));
        assertThrows(LoginRequiredException.class, stale::accessToken);
    }

    @Test
    void anInterruptEndsTheWaitForABetterToken() {
        ExternallyManagedTokenCredential stale = credential(() -> token(2, Duration.ZERO));
        time.advance(LIFE);
        time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(CancelledException.class, stale::accessToken);

        assertTrue(Thread.interrupted(), "the thread stays interrupted");
    }

    @Test
    void threadsThatWaitedForAFailureShareIt() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        ExternallyManagedTokenCredential stale = credential(() -> {
            supplied.incrementAndGet();
            awaitQuietly(others);
            return token(2, Duration.ZERO);
        });
        time.advance(LIFE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> assertThrows(LoginRequiredException.class, stale::accessToken));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.BLOCKED && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        others.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(1 + 3, supplied.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSameTokenIsNotSentAgain() {
        ExternallyManagedTokenCredential same = credential(() -> token(1, LIFE));
        Credentials used = same.authorize("GET", HUB);

        assertEquals(Verdict.Kind.PASS_ON, Refusals.of(same, HUB, used, 401).kind());
    }

    @Test
    void theSuppliersExceptionIsPropagatedAndTheNextCallerTriesAgain() {
        IllegalStateException failure = new IllegalStateException("vault sealed");
        AtomicInteger calls = new AtomicInteger();
        ExternallyManagedTokenCredential failing = credential(() -> {
            if (calls.incrementAndGet() == 1) {
                throw failure;
            }
            return token(2, LIFE);
        });
        time.advance(LIFE);

        assertSame(failure, assertThrows(IllegalStateException.class, failing::accessToken));
        assertEquals("jwt-2", failing.accessToken().reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"insufficient_scope\"",
                "Bearer realm=\"x\", error=insufficient_scope",
                "Basic realm=\"x\"",
                "DPoP algs=\"ES256\""
            })
    void aRefusalThatANewTokenCannotFixIsPassedOn(String challenge) {
        Credentials used = credential.authorize("GET", HUB);

        assertEquals(
                Verdict.Kind.PASS_ON,
                Refusals.of(credential, HUB, used, 401, challenge).kind());
        assertEquals(1, supplied.get());
    }

    @Test
    void a403IsPassedOn() {
        Credentials used = credential.authorize("GET", HUB);

        assertEquals(
                Verdict.Kind.PASS_ON,
                Refusals.of(credential, HUB, used, 403, "Bearer").kind());
    }

    @Test
    void anEmptyTokenIsRefused() {
        for (String unfit : List.of("", "jwt\nX-Injected: yes", "jwt\r", "jwt\0", "j\u00e4")) {
            assertThrows(IllegalArgumentException.class, () -> new ExternalToken(Secret.of(unfit), Instant.MAX));
        }
    }
}
