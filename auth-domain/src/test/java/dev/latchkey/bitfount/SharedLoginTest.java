package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** A login that several threads need at the same time. */
class SharedLoginTest {
    private static final int THREADS = 64;

    private final Fixture fixture = new Fixture();
    private final CountDownLatch looked = new CountDownLatch(THREADS);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final BitfountSession session = BitfountSession.builder(fixture.adapters(countingStore()))
            .prompt(fixture.prompt)
            .build();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Future<Secret>> askInAllThreads() {
        fixture.prompt.onShow(shown -> awaitAll());
        List<Future<Secret>> tokens = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tokens.add(threads.submit(session::accessToken));
        }
        return tokens;
    }

    /** Waits until every thread has seen that there is no session. */
    private void awaitAll() {
        try {
            assertTrue(looked.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneLoginIsStartedAndAllThreadsGetTheToken() throws Exception {
        fixture.code().tokens("alice", 1);

        for (Future<Secret> token : askInAllThreads()) {
            assertEquals(Tokens.access(1), token.get(1, TimeUnit.MINUTES));
        }

        assertEquals(1, fixture.prompt.shown().size());
    }

    @Test
    void aDenialIsSharedByAllWaitingThreads() throws Exception {
        fixture.code().error("access_denied");

        for (Future<Secret> token : askInAllThreads()) {
            ExecutionException failed = assertThrows(ExecutionException.class, () -> token.get(1, TimeUnit.MINUTES));
            assertInstanceOf(LoginDeniedException.class, failed.getCause());
        }

        assertEquals(1, fixture.prompt.shown().size());
    }

    @Test
    void aLaterCallerPromptsAgainAfterADenial() {
        fixture.code().error("access_denied").code().tokens("alice", 2);
        assertThrows(LoginDeniedException.class, session::accessToken);

        assertEquals(Tokens.access(2), session.accessToken());
        assertEquals(2, fixture.prompt.shown().size());
    }

    @Test
    void anInterruptedLoginDoesNotAffectOtherThreads() {
        fixture.code().code().tokens("alice", 1);
        fixture.prompt.onWait(wait -> {
            if (fixture.prompt.waits().size() == 1) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(CancelledException.class, session::accessToken);
        assertTrue(Thread.interrupted());

        assertEquals(Tokens.access(1), session.accessToken());
    }

    @Test
    void aThreadMayStopWaitingForAnothersLogin() throws Exception {
        fixture.code().tokens("alice", 1);
        CountDownLatch shown = new CountDownLatch(1);
        CountDownLatch approved = new CountDownLatch(1);
        fixture.prompt.onShow(prompt -> {
            shown.countDown();
            await(approved);
        });
        Future<Secret> first = threads.submit(session::accessToken);
        await(shown);

        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, session::accessToken);
        assertTrue(Thread.interrupted());
        approved.countDown();

        assertEquals(Tokens.access(1), first.get(1, TimeUnit.MINUTES));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts the threads that have read it. */
    private SessionStore countingStore() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        SessionStore counting = mock(SessionStore.class, delegatesTo(fixture.store));
        Answer<Object> counted = load -> {
            Object loaded = fixture.store.load(load.getArgument(0));
            if (seen.add(Thread.currentThread())) {
                looked.countDown();
            }
            return loaded;
        };
        doAnswer(counted).when(counting).load(any());
        return counting;
    }
}
