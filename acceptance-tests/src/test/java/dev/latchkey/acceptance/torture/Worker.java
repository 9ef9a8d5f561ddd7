package dev.latchkey.acceptance.torture;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One process: threads that ask for a token again and again, until the file {@code stop} is there. */
final class Worker {
    private static final int ONE_IN = 300;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final Path home;
    private final URI api;
    private final Journal journal;
    private final AuthSession session;
    private final OkHttpTransport http = new OkHttpTransport();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong unreachable = new AtomicLong();

    private Worker(Path home, URI issuer, String clientId, boolean sealed) {
        this.home = home;
        this.api = issuer.resolve("/api/hello");
        this.journal = new Journal(home.resolve("journal"));
        Adapters adapters = SharedSession.adapters(home, sealed, journal);
        this.session = AuthSession.open(SharedSession.provider(issuer, clientId), SharedSession.ID, adapters);
    }

    /** Arguments: the folder, the issuer, the client's id, whether sealed, how many threads, a seed. */
    public static void main(String[] arguments) throws Exception {
        Worker worker = new Worker(
                Path.of(arguments[0]), URI.create(arguments[1]), arguments[2], Boolean.parseBoolean(arguments[3]));
        worker.work(Integer.parseInt(arguments[4]), new SplittableRandom(Long.parseLong(arguments[5])));
    }

    private void work(int count, SplittableRandom random) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom own = random.split();
            Thread thread = new Thread(() -> askAgainAndAgain(own), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        session.awaitRenewal(Duration.ofSeconds(30));
        journal.note(JournalLine.Kind.DONE, calls.toString(), unreachable.toString());
        System.exit(0);
    }

    private void askAgainAndAgain(SplittableRandom random) {
        while (!Files.exists(home.resolve("stop"))) {
            ask(random.nextInt(ONE_IN) == 0);
            pause(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private void ask(boolean use) {
        calls.incrementAndGet();
        try {
            Secret token = session.accessToken();
            if (use && isRefused(token) && isStillHandedOut(token)) {
                journal.note(JournalLine.Kind.STALE);
            }
        } catch (LoginRequiredException e) {
            journal.note(JournalLine.Kind.LOGIN_REQUIRED);
            pause(200);
        } catch (UnreachableException e) {
            unreachable.incrementAndGet();
        } catch (RuntimeException | Error e) {
            journal.note(JournalLine.Kind.FAILED, e.getClass().getName());
        }
    }

    private boolean isRefused(Secret token) {
        List<HttpHeader> headers = List.of(new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal())));
        try {
            return http.exchange(HttpCall.get(api, headers)).status() == 401;
        } catch (TransportException e) {
            unreachable.incrementAndGet();
            return false;
        }
    }

    /** A token may end on its way to the API; but soon after it must be in use no more. */
    private boolean isStillHandedOut(Secret token) {
        pause(500);
        return session.accessToken().equals(token) && isRefused(token);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
