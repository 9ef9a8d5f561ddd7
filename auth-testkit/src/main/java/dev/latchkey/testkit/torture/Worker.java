package dev.latchkey.testkit.torture;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One process: threads that ask for a token repeatedly until the file {@code stop} exists. */
final class Worker {
    private static final int ONE_IN = 300;
    private static final int LONGEST_PAUSE_MILLIS = 50;
    /** A longer call waits for a renewal or for the lock. */
    private static final long WAITED_MILLIS = 50;

    private final Path folder;
    private final Journal journal;
    private final TortureHost host;
    private final TortureProgram program;
    private final long pace;
    /** Without its parent, nothing would end this process. */
    private final ProcessHandle parent = ProcessHandle.current().parent().orElseGet(ProcessHandle::current);

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong unreachable = new AtomicLong();

    private Worker(Path folder, URI issuer, String clientId, int number, long pace) throws IOException {
        this.folder = folder;
        this.journal = new Journal(folder.resolve("journal"));
        this.host = new TortureHost(folder, issuer, clientId, number, journal);
        this.program = host.program();
        this.pace = pace;
    }

    /**
     * Arguments: the folder, the issuer, the client id, the program (which our revision also finds in the settings), the number of threads, a
     * seed, the process's number, and the pace in milliseconds, or 0.
     */
    public static void main(String[] arguments) throws Exception {
        Worker worker = new Worker(
                Path.of(arguments[0]),
                URI.create(arguments[1]),
                arguments[2],
                Integer.parseInt(arguments[6]),
                Long.parseLong(arguments[7]));
        worker.work(Integer.parseInt(arguments[4]), new SplittableRandom(Long.parseLong(arguments[5])));
    }

    private void work(int count, SplittableRandom random) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        ask(false);
        journal.note(JournalLine.Kind.READY);
        for (int i = 0; i < count; i++) {
            SplittableRandom own = random.split();
            Thread thread = new Thread(() -> askAgainAndAgain(own), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        program.awaitRenewal(Duration.ofSeconds(30));
        journal.note(JournalLine.Kind.DONE, calls.toString(), unreachable.toString());
        System.exit(0);
    }

    private void askAgainAndAgain(SplittableRandom random) {
        while (!Files.exists(folder.resolve("stop")) && parent.isAlive()) {
            long start = System.nanoTime();
            ask(random.nextInt(ONE_IN) == 0 && pace == 0);
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (pace > 0 || waited >= WAITED_MILLIS) {
                journal.note(JournalLine.Kind.WAITED, Long.toString(waited));
            }
            pause(pace > 0 ? pace - System.currentTimeMillis() % pace : 1 + random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private void ask(boolean use) {
        calls.incrementAndGet();
        try {
            Secret token = program.accessToken();
            if (use && isRefused(token) && isStillHandedOut(token)) {
                journal.note(JournalLine.Kind.STALE);
            }
        } catch (LoginRequiredException e) {
            journal.note(JournalLine.Kind.LOGIN_REQUIRED);
            pause(200);
        } catch (UnreachableException e) {
            unreachable.incrementAndGet();
        } catch (StorageException e) {
            if (host.setting(TortureHost.TOLERATED).contains(e.reason().name())) {
                unreachable.incrementAndGet();
            } else {
                journal.note(
                        JournalLine.Kind.FAILED,
                        e.getClass().getName(),
                        e.reason().name());
            }
        } catch (RuntimeException | Error e) {
            journal.note(JournalLine.Kind.FAILED, e.getClass().getName());
        }
    }

    private boolean isRefused(Secret token) {
        List<HttpHeader> headers = List.of(new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal())));
        try {
            return host.http()
                            .exchange(HttpCall.get(host.uri("/api/hello"), headers))
                            .status()
                    == 401;
        } catch (TransportException e) {
            unreachable.incrementAndGet();
            return false;
        }
    }

    /** A token may expire on its way to the API, but must no longer be returned soon afterwards. */
    private boolean isStillHandedOut(Secret token) {
        pause(500);
        return program.accessToken().equals(token) && isRefused(token);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
