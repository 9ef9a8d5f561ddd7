package dev.latchkey.benchmarks.pending;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BackgroundRenewer;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A thousand sessions whose tokens become due for renewal within a minute; the server takes 5 ms for each. */
public final class DueSessions {
    private static final int SESSIONS = 1000;
    private static final Duration LIFE = Duration.ofHours(1);
    /** How long before its expiry a token with that lifetime is renewed. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** By then a database, too, has stored them all. */
    private static final Duration FIRST = Duration.ofSeconds(20);

    private static final Duration SPREAD = Duration.ofMinutes(1);
    private static final URI TOKEN = URI.create("https://login.example.com/token");

    private final AtomicInteger renewed = new AtomicInteger();
    private final AtomicLong latestMillis = new AtomicLong();
    private final Instant start = Instant.now();

    private DueSessions() {}

    /** Runs the benchmark in memory and returns the table. */
    public static Table measure() throws InterruptedException {
        return measure(new InMemorySessionStore(), new InMemorySessionLock());
    }

    /** Runs the benchmark and returns the table. */
    public static Table measure(SessionStore store, SessionLock lock) throws InterruptedException {
        return new DueSessions().table(store, lock);
    }

    private Instant due(int number) {
        return start.plus(FIRST).plus(SPREAD.multipliedBy(number).dividedBy(SESSIONS));
    }

    private Table table(SessionStore store, SessionLock lock) throws InterruptedException {
        Adapters adapters = Adapters.of(transport(), new MoshiJson(), store, lock, new SystemTimeSource())
                .withoutJitter();
        OAuthProvider provider = LatchkeySessions.provider(TOKEN);
        List<BackgroundRenewer> renewers = new ArrayList<>();
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        for (int i = 0; i < SESSIONS; i++) {
            SessionId id = new SessionId(provider.name(), "a" + i);
            StoredSession session = StoredSession.builder(Secret.of("at-" + i), SessionBinding.of(provider))
                    .refreshToken(Secret.of("rt-" + i))
                    .expiresAt(due(i).plus(AHEAD))
                    .issuedAt(due(i).plus(AHEAD).minus(LIFE))
                    .build();
            try (Hold hold = lock.acquire(LockId.session(id), Duration.ZERO);
                    PreparedSave save = store.prepare(id, hold)) {
                save.commit(new SessionDocument(new MoshiJson()).write(session));
            }
            renewers.add(AuthSession.open(provider, id, adapters).startRenewing());
        }
        if (Instant.now().isAfter(start.plus(FIRST))) {
            throw new IllegalStateException("not all were stored before the first fell due");
        }
        Instant end = start.plus(FIRST).plus(SPREAD).plusSeconds(5);
        TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), end).toMillis());
        int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount() - before;
        renewers.forEach(BackgroundRenewer::close);
        return new Table(
                        SESSIONS + " sessions that fall due within a minute",
                        "side",
                        "threads besides the JVM's",
                        "renewed",
                        "longest after it was due, ms")
                .row("Latchkey", String.valueOf(threads), String.valueOf(renewed), String.valueOf(latestMillis));
    }

    private HttpTransport transport() {
        return call -> {
            String form = call.body().orElseThrow().content().reveal();
            int number = Integer.parseInt(form.replaceFirst(".*refresh_token=rt-([0-9]+).*", "$1"));
            latestMillis.accumulateAndGet(
                    Duration.between(due(number), Instant.now()).toMillis(), Math::max);
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            renewed.incrementAndGet();
            String tokens = "{\"access_token\":\"new-" + number + "\",\"refresh_token\":\"new-" + number
                    + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
            return new HttpReply(200, List.of(), Secret.of(tokens));
        };
    }
}
