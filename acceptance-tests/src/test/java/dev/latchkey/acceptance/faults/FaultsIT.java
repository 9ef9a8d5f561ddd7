package dev.latchkey.acceptance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.FaultFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever operation fails, and wherever a process dies: no login is lost silently, and what was reported is true. */
class FaultsIT {
    private static final int THREADS = 2;

    @TempDir
    private Path folder;

    /** A command with sessions in one of the stores. */
    private record Task(Scenario scenario, StoreKind kind) {}

    /** Work to be done for each task. */
    @FunctionalInterface
    private interface Work {
        void run(World world, Tally tally, Task task) throws IOException, InterruptedException;
    }

    @Test
    void everyOperationOfEveryCommandMayFailOnceOrPermanentlyOrBeTheLast() throws Exception {
        Tally tally = inAll((world, counts, task) -> new Matrix(world, counts).run(task.scenario(), task.kind()));

        System.out.println("Faults: " + tally);
        assertEquals(List.of(), tally.wrong(), () -> String.join("\n", tally.wrong()));
    }

    @Test
    void reallyKilledProcessesLeaveAConsistentState() throws Exception {
        Tally tally = inAll((world, counts, task) -> new RealKills(world, counts).run(task.scenario(), task.kind()));

        System.out.println("Killed for real: " + tally);
        assertEquals(List.of(), tally.wrong(), () -> String.join("\n", tally.wrong()));
    }

    private Tally inAll(Work work) throws IOException, InterruptedException, ExecutionException {
        Queue<Task> tasks = new ConcurrentLinkedQueue<>();
        for (Scenario scenario : Matrix.scenarios()) {
            for (StoreKind kind : List.of(StoreKind.FILE, StoreKind.KEYRING)) {
                tasks.add(new Task(scenario, kind));
            }
        }
        Tally tally = new Tally();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Path root = Files.createDirectory(folder.resolve("world-" + i));
                ends.add(threads.submit(() -> {
                    work(root, tasks, work, tally);
                    return true;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return tally;
    }

    private static void work(Path root, Queue<Task> tasks, Work work, Tally tally)
            throws IOException, InterruptedException {
        // This thread belongs to no simulated process. What the JVM does in it when a process ends, such as closing
        // another thread's lock files, must not be attributed to one.
        FaultFileSystem.enter(root.getFileSystem());
        try (World world = new World(root)) {
            for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
                work.run(world, tally, task);
            }
        }
    }
}
