package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.port.HttpTransport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a response back until the test opens it. */
final class Gate {
    private static final long LIMIT_SECONDS = 30;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** The response, once the gate is open. */
    HttpTransport before(HttpTransport answer) {
        return call -> {
            reached.countDown();
            await(opened);
            return answer.exchange(call);
        };
    }

    /** Waits until the server was contacted. */
    void awaitReached() {
        await(reached);
    }

    void open() {
        opened.countDown();
    }

    /** Blocks until it is interrupted, like a real pause. A fake one would return at once. */
    static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), "nothing happened in time");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
