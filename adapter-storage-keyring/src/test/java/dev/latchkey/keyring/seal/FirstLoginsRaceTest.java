package dev.latchkey.keyring.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Concurrent first logins and last logouts of eight processes, simulated by threads. */
class FirstLoginsRaceTest {
    private static final int PROCESSES = 8;
    private static final int ROUNDS = 60;

    @Test
    void whoLoggedInCanReadItWhateverTheOthersLoggedOutMeanwhile() throws Exception {
        Installation installation = new Installation();
        CyclicBarrier start = new CyclicBarrier(PROCESSES);
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                SessionId id = new SessionId("example", "user" + i);
                all.add(threads.submit(() -> {
                    start.await();
                    return logInAndOut(installation, id);
                }));
            }
            for (Future<Boolean> one : all) {
                assertTrue(one.get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of(), installation.process().list());
        assertEquals(Set.of(), installation.keyring.entries.keySet());
    }

    private static boolean logInAndOut(Installation installation, SessionId id) {
        for (int round = 0; round < ROUNDS; round++) {
            String document = id + " in round " + round;
            installation.save(installation.process(), id, document);
            assertEquals(document, installation.load(id));
            try (SessionLock.Hold hold = installation.lock.acquire(LockId.session(id), Duration.ofSeconds(60))) {
                installation.process().delete(id, hold);
            }
        }
        return true;
    }
}
