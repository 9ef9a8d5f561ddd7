package dev.latchkey.credential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the same action in 64 threads at the same time. */
final class InManyThreads {
    static final int COUNT = 64;

    private InManyThreads() {}

    /** The distinct results. */
    static <T> Set<T> results(Callable<T> action) throws Exception {
        CountDownLatch start = new CountDownLatch(COUNT);
        ExecutorService threads = Executors.newFixedThreadPool(COUNT);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                running.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return action.call();
                }));
            }
            Set<T> results = new HashSet<>();
            for (Future<T> result : running) {
                results.add(result.get(1, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
