package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the server is contacted if it does not respond and the token has expired. */
class OutageTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    @Test
    void inAnHourOfOutageTheServerIsContactedOnceAMinuteByAnyNumberOfCallers() {
        world.http.otherwise(call -> ScriptedTransport.jsonReply(503, ""));
        List<Long> tries = new ArrayList<>();

        for (int tenth = 0; tenth < 36_000; tenth++) {
            int before = world.http.calls().size();
            assertThrows(UnreachableException.class, session::accessToken);
            assertThrows(UnreachableException.class, session::bearerToken);
            for (int i = before; i < world.http.calls().size(); i++) {
                tries.add(tenth / 10L);
            }
            world.time.advance(Duration.ofMillis(100));
        }

        assertEquals(List.of(0L, 0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L), tries.subList(0, 9));
        assertEquals(7 + 59, tries.size());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken(), "and nothing is lost");
    }

    @Test
    void sixteenThreadsShareTheFailureOfAStep() {
        world.outage().outage();
        assertThrows(UnreachableException.class, session::accessToken);
        assertThrows(UnreachableException.class, session::accessToken);

        List<Object> results = new Callers<>(16, session::accessToken).results();

        assertEquals(
                Collections.nCopies(
                        16,
                        "dev.latchkey.error.UnreachableException: The session could not be renewed: the server answered"
                                + " with status 503. The session is kept; try again later. The next try is due in 1 s."),
                results);
        assertEquals(2, world.http.calls().size());
        assertEquals(2, world.events.count(SessionEvent.Kind.RENEWAL_FAILED), "nor is it told again");
    }

    @Test
    void afterALostResponseTheNextCallsSendTheSameTokenAtOnce() {
        for (int i = 0; i < 4; i++) {
            world.http.fail(new TransportException(Kind.TIMED_OUT, "the answer did not come in time", true, null));
        }
        for (int i = 0; i < 4; i++) {
            UnreachableException lost = assertThrows(UnreachableException.class, session::accessToken);
            assertTrue(lost.requestMayHaveBeenSent());
            assertTrue(String.valueOf(lost.getMessage()).contains("may have been sent"));
        }
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-1", "rt-1", "rt-1", "rt-1"), world.refreshTokensSent());
        assertEquals(List.of(), world.time.pauses());
    }

    @Test
    void ifResponsesAreLostForMoreThanAMinuteTheServerIsContactedLessOften() {
        TransportException lost = new TransportException(Kind.TIMED_OUT, "the answer did not come in time", true, null);
        world.http.otherwise(call -> {
            throw lost;
        });
        assertThrows(UnreachableException.class, session::accessToken);
        world.time.advance(Duration.ofSeconds(61));
        assertThrows(UnreachableException.class, session::accessToken);
        int calls = world.http.calls().size();

        assertThrows(UnreachableException.class, session::accessToken);

        assertEquals(calls, world.http.calls().size());
    }

    @Test
    void aFailureBeforeSendingDoesNotMentionALostResponse() {
        world.http.fail(new TransportException(Kind.UNREACHABLE, "no connection", false, null));

        UnreachableException failure = assertThrows(UnreachableException.class, session::accessToken);

        assertEquals(false, failure.requestMayHaveBeenSent());
        assertEquals(
                "The session could not be renewed: no connection. The session is kept; try again later.",
                failure.getMessage());
    }

    @Test
    void aServerThatNamesATimeIsNotContactedBefore() {
        world.http.answer(busy(429, "120"));
        UnreachableException first = assertThrows(UnreachableException.class, session::accessToken);
        assertEquals(Optional.of(Duration.ofSeconds(120)), first.retryAfter());

        world.time.advance(Duration.ofSeconds(119));
        UnreachableException second = assertThrows(UnreachableException.class, session::accessToken);
        assertEquals(Optional.of(Duration.ofSeconds(1)), second.retryAfter());
        assertEquals(1, world.http.calls().size());

        world.time.advance(Duration.ofSeconds(1));
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void aServerThatNamesAnAbsurdTimeIsContactedAfterTenMinutes() {
        world.http.answer(busy(503, "86400"));
        assertThrows(UnreachableException.class, session::accessToken);

        world.time.advance(Duration.ofMinutes(10));
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void callersOfAServerThatIsNotTrustedGetTheRemedyEvenBeforeTheNextTry() {
        world.http.fail(Kind.UNTRUSTED).fail(Kind.UNTRUSTED);

        for (int call = 0; call < 3; call++) {
            UnreachableException failure = assertThrows(UnreachableException.class, session::accessToken);
            assertEquals(Remedy.Action.TRUST_AUTHORITY, failure.remedy().action());
        }
        assertEquals(2, world.http.calls().size());
    }

    @Test
    void aServerThatRefusesTheClientIsNotContactedByEveryCaller() {
        world.error("invalid_client").error("invalid_client");
        assertThrows(ServerRefusedException.class, session::accessToken);
        assertThrows(ServerRefusedException.class, session::accessToken);

        assertThrows(ServerRefusedException.class, session::accessToken);
        assertEquals(2, world.http.calls().size());
    }

    @Test
    void aFailingStoreIsRetriedByEveryCaller() {
        for (int i = 0; i < 3; i++) {
            world.memory.failNextPrepares(1);
            assertThrows(StorageException.class, session::accessToken);
        }
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aRenewalEndsTheOutage() {
        world.outage().outage();
        assertThrows(UnreachableException.class, session::accessToken);
        assertThrows(UnreachableException.class, session::accessToken);
        world.time.advance(RenewalBackoff.FIRST_STEP);
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());

        world.time.advance(World.LIFE);
        world.outage().tokens(3);
        assertThrows(UnreachableException.class, session::accessToken);
        assertEquals(Secret.of("at-3"), session.accessToken(), "one try at once is free again");
    }

    @Test
    void aRenewalByAnotherProcessIsUsedWhileThisOneIsWaiting() {
        world.outage().outage();
        assertThrows(UnreachableException.class, session::accessToken);
        assertThrows(UnreachableException.class, session::accessToken);

        world.store(7);

        assertEquals(Secret.of("at-7"), session.accessToken());
        assertEquals(2, world.http.calls().size());
    }

    @Test
    void theJitterLengthensAStepByUpToHalf() {
        RenewalBackoff backoff = new RenewalBackoff(world.time, () -> -1L);
        UnreachableException failure = new UnreachableException("down.", null, null);

        backoff.count(failure);
        world.time.advance(Duration.ofMillis(1499));
        assertTrue(!backoff.allowsAhead(), "almost one and a half seconds");
        world.time.advance(Duration.ofMillis(1));
        assertTrue(backoff.allowsAhead());
    }

    private static HttpTransport busy(int status, String retryAfter) {
        return call -> new HttpReply(status, List.of(HttpHeader.of("Retry-After", retryAfter)), Secret.of("<html>"));
    }
}
