package dev.latchkey.jdbc.harness;

import dev.latchkey.error.StorageException;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A host: threads that share a session, and renew it as the domain does, in short. Each line of its input is the least token that all
 * threads need from now on; it answers with the milliseconds of each, or with what went wrong.
 */
public final class FleetWorker {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SessionStore store;
    private final SessionLock lock;
    private final String server;
    private int known; // guarded by this

    private FleetWorker(SessionDatabase database, String tenant, String port) {
        store = database.store(tenant);
        lock = database.lock(tenant);
        server = "http://127.0.0.1:" + port + "/?";
    }

    /** The arguments: the database's URL, the tenant, the server's port, how many threads. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[3]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (SessionDatabase database = SharedSession.database(args[0]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            FleetWorker worker = new FleetWorker(database, args[1], args[2]);
            database.lock(args[1]).acquire(LockId.keyringKey(), LIMIT).close(); // Waits for the first connection.
            worker.known = worker.stored();
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int needed = Integer.parseInt(line);
                List<Future<String>> calls = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    calls.add(pool.submit(() -> worker.call(needed)));
                }
                StringBuilder answer = new StringBuilder();
                for (Future<String> call : calls) {
                    answer.append(call.get()).append(' ');
                }
                System.out.println(answer.toString().strip());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private String call(int needed) {
        long start = System.nanoTime();
        try {
            token(needed);
            return String.valueOf((System.nanoTime() - start) / 1_000_000);
        } catch (Exception e) {
            return "failed:" + String.valueOf(e.getMessage()).replace(' ', '_').replace('\n', '_');
        }
    }

    /** One thread of a process renews, the others wait for it. */
    private synchronized void token(int needed) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (known < needed) {
            try (SessionLock.Hold hold = lock.acquire(LockId.session(SharedSession.ID), LIMIT)) {
                known = renewed(stored(), needed, hold);
            } catch (StorageException e) {
                // The lock was lost, or it cannot be told whether it was: whoever has it now repeats the token.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private int renewed(int stored, int needed, SessionLock.Hold hold) throws IOException {
        if (stored >= needed) {
            return stored;
        }
        try (PreparedSave save = store.prepare(SharedSession.ID, hold)) {
            hold.check();
            int next = refresh(stored);
            save.commit(Secret.of(String.valueOf(next)));
            return next;
        }
    }

    private int stored() {
        return Integer.parseInt(store.load(SharedSession.ID).orElseThrow().reveal());
    }

    private int refresh(int token) throws IOException {
        URI uri = URI.create(server + token + "&" + ProcessHandle.current().pid());
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        if (connection.getResponseCode() != 200) {
            throw new IOException("login required");
        }
        return Integer.parseInt(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
