package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FakeTimeSourceTest {
    private final FakeTimeSource time = new FakeTimeSource();

    @Test
    void aPauseAdvancesBothClocksAndIsRecorded() throws InterruptedException {
        long before = time.monotonicNanos();

        time.pause(Duration.ofSeconds(5));

        assertEquals(Duration.ofSeconds(5).toNanos(), time.monotonicNanos() - before);
        assertEquals(FakeTimeSource.START.plusSeconds(5).toEpochMilli(), time.epochMillis());
        assertEquals(List.of(Duration.ofSeconds(5)), time.pauses());
    }

    @Test
    void aPauseOfZeroOrLessDoesNothing() throws InterruptedException {
        time.pause(Duration.ZERO);
        time.pause(Duration.ofSeconds(-1));

        assertEquals(FakeTimeSource.START, time.now());
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void theWallClockJumpsIndependently() {
        long before = time.monotonicNanos();

        time.moveWallClock(Duration.ofHours(-1));
        assertEquals(FakeTimeSource.START.minusSeconds(3600), time.now());

        time.setWallClock(Instant.EPOCH);
        assertEquals(0, time.epochMillis());
        assertEquals(before, time.monotonicNanos());
    }

    @Test
    void theMonotonicClockNeverGoesBack() {
        assertThrows(IllegalArgumentException.class, () -> time.advance(Duration.ofNanos(-1)));
    }

    @Test
    void theHookRunsAfterTheClocksAdvanced() throws InterruptedException {
        AtomicLong seen = new AtomicLong();
        time.onPause(duration -> seen.set(time.epochMillis()));

        time.pause(Duration.ofSeconds(3));

        assertEquals(FakeTimeSource.START.plusSeconds(3).toEpochMilli(), seen.get());
    }

    @Test
    void anInterruptEndsThePause() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> time.pause(Duration.ofSeconds(1)));
        assertEquals(List.of(), time.pauses());

        time.onPause(duration -> Thread.currentThread().interrupt());
        assertThrows(InterruptedException.class, () -> time.pause(Duration.ofSeconds(1)));
        assertTrue(!Thread.currentThread().isInterrupted());
    }
}
