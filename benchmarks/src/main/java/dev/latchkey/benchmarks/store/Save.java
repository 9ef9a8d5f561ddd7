package dev.latchkey.benchmarks.store;

import static dev.latchkey.testkit.InMemorySessionLock.held;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.benchmarks.peer.MsalFile;
import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.server.RotatingServer;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of saving one session durably, among one and among ten thousand. All sides take turns within each round, because the speed of a
 * shared disk varies over time.
 */
public final class Save {
    private static final List<Integer> COUNTS = List.of(1, 10_000);

    private final Secret document = StoredAccounts.document();
    private final byte[] bytes = document.reveal().getBytes(StandardCharsets.UTF_8);
    private final int rounds;

    private Save(int rounds) {
        this.rounds = rounds;
    }

    /** Runs the benchmark and returns the table. */
    public static Table measure(boolean quick) throws Exception {
        return new Save(quick ? 200 : 1000).table();
    }

    private Table table() throws Exception {
        List<Saves> sides = new ArrayList<>();
        for (int count : COUNTS) {
            sides.add(new Saves(StoredAccounts.of(count)));
        }
        for (int round = -rounds / 10; round < rounds; round++) {
            for (Saves side : sides) {
                side.saveOnce(round >= 0);
            }
        }
        Saves one = sides.get(0);
        Saves many = sides.get(1);
        return new Table(
                        "Save one session of 4 KB durably",
                        "side",
                        "among 1, µs",
                        "of the plain write",
                        "among 10,000, µs",
                        "of the plain write",
                        "of among 1")
                .row(cells("plain durable write", one.plain, one, many.plain, many))
                .row(cells("Latchkey, `commit` (the place was made)", one.commit, one, many.commit, many))
                .row(cells("Latchkey, `prepare` (makes the place)", one.prepare, one, many.prepare, many))
                .row(cells("Latchkey, `prepare` and `commit`", one.both, one, many.both, many))
                .row(cells("msal4j, without a sync", msal(1), one, msal(10_000), many));
    }

    private static String[] cells(String side, Samples one, Saves ofOne, Samples many, Saves ofMany) {
        return new String[] {
            side,
            Table.number(one.micros(), 0),
            Table.times(one.micros(), ofOne.plain.micros()),
            Table.number(many.micros(), 0),
            Table.times(many.micros(), ofMany.plain.micros()),
            Table.times(many.micros(), one.micros())
        };
    }

    /** A login, which saves; the endpoint's time is subtracted. */
    private static Samples msal(int count) throws Exception {
        Samples samples = new Samples();
        try (RotatingServer server = RotatingServer.start()) {
            Msal msal = Msal.open(
                    server.tokenEndpoint(),
                    new MsalFile(StoredAccounts.of(count).msalCache()));
            for (int round = 0; round < 15; round++) {
                String refreshToken = server.logIn();
                Samples one = new Samples();
                one.take(() -> msal.logIn(refreshToken));
                samples.add((long) one.median() - RotatingServer.LATENCY.toNanos());
            }
        }
        return samples;
    }

    /** The times for one folder. */
    private final class Saves {
        private final StoredAccounts accounts;
        private final FileSessionStore store;
        private final Samples plain = new Samples();
        private final Samples prepare = new Samples();
        private final Samples commit = new Samples();
        private final Samples both = new Samples();

        Saves(StoredAccounts accounts) {
            this.accounts = accounts;
            this.store = LatchkeySessions.store(accounts.folder());
        }

        void saveOnce(boolean counts) throws Exception {
            Hold hold = held(accounts.middle());
            long start = System.nanoTime();
            DurableWrite.replace(accounts.plainFile(), bytes);
            long written = System.nanoTime();
            try (PreparedSave save = store.prepare(accounts.middle(), hold)) {
                long prepared = System.nanoTime();
                save.commit(document);
                long committed = System.nanoTime();
                if (counts) {
                    plain.add(written - start);
                    prepare.add(prepared - written);
                    commit.add(committed - prepared);
                    both.add(committed - written);
                }
            }
        }
    }
}
