package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
    private final FakeTimeSource time = new FakeTimeSource();
    private final ManualScheduler scheduler = new ManualScheduler(time);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderWhenTheyAreDue() {
        after(2, "second");
        after(1, "first");
        after(1, "next");
        after(3, "third");

        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(List.of("first", "next", "second"), ran);
        assertEquals(1, scheduler.waiting());
    }

    @Test
    void aTaskScheduledByATaskRunsWhenItIsDue() {
        Future<?> unused = scheduler.schedule((Runnable) () -> after(1, "inner"), 1, TimeUnit.SECONDS);

        scheduler.advance(Duration.ofMillis(1_999));
        assertEquals(List.of(), ran);
        scheduler.advance(Duration.ofMillis(1));

        assertEquals(List.of("inner"), ran);
    }

    @Test
    void aTaskMayPauseForLongerThanTheTimeThatPasses() {
        long start = time.monotonicNanos();
        Future<?> unused = scheduler.schedule(
                () -> {
                    time.pause(Duration.ofMinutes(1));
                    return true;
                },
                1,
                TimeUnit.SECONDS);

        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(Duration.ofSeconds(61), Duration.ofNanos(time.monotonicNanos() - start));
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        assertTrue(scheduled(1, "cancelled").cancel(false));

        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(List.of(), ran);
    }

    @Test
    void shutdownNowReturnsWaitingTasksAndRefusesNewOnes() {
        Future<?> waiting = scheduled(1, "waiting");

        assertEquals(List.of(waiting), scheduler.shutdownNow());

        assertTrue(scheduler.isShutdown());
        assertThrows(RejectedExecutionException.class, () -> scheduled(1, "late"));
        scheduler.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), ran);
    }

    private void after(long seconds, String name) {
        Future<?> unused = scheduled(seconds, name);
    }

    private Future<?> scheduled(long seconds, String name) {
        return scheduler.schedule(() -> ran.add(name), seconds, TimeUnit.SECONDS);
    }
}
