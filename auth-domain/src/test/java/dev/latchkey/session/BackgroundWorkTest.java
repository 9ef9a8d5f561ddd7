package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {
    private final BackgroundWork work = BackgroundWork.create();

    @Test
    void checksDoNotKeepAProgramAliveButRenewalsAndLoginsDo() throws Exception {
        CompletableFuture<Boolean> look = new CompletableFuture<>();
        CompletableFuture<Boolean> renewal = new CompletableFuture<>();
        CompletableFuture<Boolean> poll = new CompletableFuture<>();

        Future<?> unused = work.look(() -> look.complete(isOnDaemon()), Duration.ZERO, look::completeExceptionally);
        unused = work.poll(() -> poll.complete(isOnDaemon()), Duration.ZERO, poll::completeExceptionally);
        work.renew(() -> renewal.complete(isOnDaemon()));

        assertEquals(true, look.get(30, TimeUnit.SECONDS));
        assertEquals(false, poll.get(30, TimeUnit.SECONDS));
        assertEquals(false, renewal.get(30, TimeUnit.SECONDS));
    }

    @Test
    void theSessionsOfAProgramShareOneUnlessToldOtherwise() {
        assertSame(new World().adapters().background(), new World().adapters().background());
    }

    private static boolean isOnDaemon() {
        return Thread.currentThread().isDaemon();
    }
}
