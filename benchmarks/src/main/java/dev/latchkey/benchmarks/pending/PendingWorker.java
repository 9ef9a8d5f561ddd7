package dev.latchkey.benchmarks.pending;

import com.sun.management.OperatingSystemMXBean;
import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BackgroundWork;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.testkit.InMemorySessionStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A process with many pending logins: {@code SIDE COUNT ENDPOINT [DATABASE PASSWORDS]}, where the endpoint is a URL or "memory", and
 * sessions are stored in memory or in a database. Prints one line: the maximum
 * number of threads, the live heap in MiB, processors used, the longest time between two polls of a code and polls per second (both only
 * with "memory"), and how many logins completed once all were approved.
 */
final class PendingWorker {
    private static final int STARTERS = 8;
    private static final int SETTLE_SECONDS = 10;
    private static final int MEASURED_SECONDS = 20;
    private static final int LAST_SECONDS = 60;
    private static final URI NOWHERE = URI.create("https://login.example.com/common/oauth2/v2.0/token");

    /** Each login has an account of its own, and the testkit's lock would remember all of them. */
    private static final SessionLock UNCONTENDED = (id, limit) -> new SessionLock.Hold() {
        @Override
        public LockId id() {
            return id;
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    };

    private final SessionStore store;
    private final SessionLock lock;
    private final String side;
    private final int count;
    private final @Nullable Codes codes;
    private final URI endpoint;
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private PendingWorker(String side, int count, String endpoint, @Nullable SessionDatabase database) {
        this.store = database == null ? new InMemorySessionStore() : database.store("");
        this.lock = database == null ? UNCONTENDED : database.lock("");
        this.side = side;
        this.count = count;
        this.codes = endpoint.equals("memory") ? new Codes(count) : null;
        this.endpoint = codes == null ? URI.create(endpoint) : NOWHERE;
    }

    public static void main(String[] args) throws Exception {
        SessionDatabase database = null;
        if (args.length > 3) {
            System.setProperty("org.postgresql.pgpassfile", args[4]);
            database = SharedSession.database(args[3]);
        }
        new PendingWorker(args[0], Integer.parseInt(args[1]), args[2], database).run();
        System.exit(0);
    }

    private void run() throws Exception {
        begin();
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        if (codes != null) {
            codes.takePolls();
            codes.takeWorstGapSeconds();
        }
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
        double cores = (system.getProcessCpuTime() - cpu) / (double) TimeUnit.SECONDS.toNanos(MEASURED_SECONDS);
        int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        double gap = codes == null ? 0 : codes.takeWorstGapSeconds();
        double polls = codes == null ? 0 : codes.takePolls() / (double) MEASURED_SECONDS;
        System.gc();
        double heap = liveHeap() / (double) (1 << 20);
        System.out.println("measured");
        if (codes != null) {
            codes.approveAll();
        }
        for (int i = 0; i < LAST_SECONDS && ended.get() < count; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        System.out.printf("%d %.1f %.3f %.2f %.0f %d%n", threads, heap, cores, gap, polls, ended.get() - failed.get());
    }

    /** What the collection itself found; by the time that the heap is asked, polls in progress have allocated more. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private void begin() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        List<Callable<Boolean>> logins = new ArrayList<>();
        Starter starter = side.equals("msal4j") ? msal() : latchkey();
        for (int i = 0; i < count; i++) {
            int number = i;
            logins.add(() -> {
                starter.begin(number);
                return true;
            });
        }
        for (Future<Boolean> begun : starters.invokeAll(logins)) {
            begun.get();
        }
        starters.shutdown();
        if (store instanceof InMemorySessionStore memory) {
            memory.clearOperations(); // A test's record, and nothing that a real store would keep in memory.
        }
    }

    private interface Starter {
        void begin(int number) throws Exception;
    }

    private Starter msal() throws MalformedURLException {
        Msal application = Msal.openForLogins(endpoint);
        return number -> {
            CountDownLatch shown = new CountDownLatch(1);
            CompletableFuture<?> unused =
                    application.beginLogin(shown::countDown).whenComplete((result, failure) -> ended(failure));
            shown.await();
        };
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null && failed.getAndIncrement() == 0) {
            failure.printStackTrace();
        }
        ended.incrementAndGet();
    }

    private Starter latchkey() {
        HttpTransport transport = codes == null ? new OkHttpTransport() : overMemory(codes);
        Adapters adapters = Adapters.of(transport, new MoshiJson(), store, lock, new SystemTimeSource());
        Adapters all = side.equals("virtual threads") ? adapters.withBackground(virtual()) : adapters;
        OAuthProvider provider = LatchkeySessions.provider(endpoint);
        return number -> AuthSession.open(provider, new SessionId(LatchkeySessions.ID.provider(), "a" + number), all)
                .beginLogin(LoginOptions.defaults())
                .result()
                .whenComplete((result, failure) -> ended(failure));
    }

    /** By reflection, because Java 17 does not have it. */
    private static BackgroundWork virtual() {
        try {
            ExecutorService threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return BackgroundWork.on(Executors.newSingleThreadScheduledExecutor(), threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("There are no virtual threads before JDK 21", e);
        }
    }

    private static HttpTransport overMemory(Codes codes) {
        return call -> {
            String json = call.uri().getPath().endsWith("device")
                    ? codes.issue()
                    : codes.poll(call.body().orElseThrow().content().reveal());
            return new HttpReply(json == null ? 400 : 200, List.of(), Secret.of(json == null ? Codes.pending() : json));
        };
    }
}
