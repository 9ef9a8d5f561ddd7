package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that each do the same thing once, at the same time. */
final class Crowd {
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch start = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    private Crowd() {}

    static Crowd of(int size, Samples.Action action) {
        Crowd crowd = new Crowd();
        CountDownLatch ready = new CountDownLatch(size);
        for (int i = 0; i < size; i++) {
            Thread thread = new Thread(() -> crowd.act(ready, action), "caller-" + i);
            thread.start();
            crowd.threads.add(thread);
        }
        try {
            ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return crowd;
    }

    /** Releases them and waits for the last one; returns how long that took, in nanoseconds. */
    long run() throws InterruptedException {
        long begin = System.nanoTime();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return System.nanoTime() - begin;
    }

    int failures() {
        return failures.get();
    }

    private void act(CountDownLatch ready, Samples.Action action) {
        try {
            ready.countDown();
            start.await();
            action.run();
        } catch (Exception e) {
            failures.incrementAndGet();
        }
    }
}
