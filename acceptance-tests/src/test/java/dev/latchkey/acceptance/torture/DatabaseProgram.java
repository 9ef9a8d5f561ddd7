package dev.latchkey.acceptance.torture;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.torture.TortureHost;
import java.time.Duration;

/** A host: stores the session in a PostgreSQL database, which it reaches through its own link. */
public final class DatabaseProgram extends SessionProgram {
    public DatabaseProgram(TortureHost host) {
        this(host, new SkewedTime(skew(host)));
    }

    private DatabaseProgram(TortureHost host, TimeSource time) {
        this(host, database(host, time), time);
    }

    private DatabaseProgram(TortureHost host, SessionDatabase database, TimeSource time) {
        super(host, database.store(""), host.watched(database.lock("")), time);
    }

    private static SessionDatabase database(TortureHost host, TimeSource time) {
        System.setProperty("org.postgresql.pgpassfile", host.setting("pgpass"));
        return SharedSession.database(host.setting("url." + host.number()), time);
    }

    /** The clocks of hosts are in turn ahead, behind and right. */
    private static long skew(TortureHost host) {
        return Long.parseLong(host.setting("skew")) * (Math.floorMod(host.number() + 1, 3) - 1);
    }

    /** A clock with a constant error. */
    private record SkewedTime(long skewMillis) implements TimeSource {
        private static final TimeSource TRUE = new SystemTimeSource();

        @Override
        public long epochMillis() {
            return TRUE.epochMillis() + skewMillis;
        }

        @Override
        public long monotonicNanos() {
            return TRUE.monotonicNanos();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            TRUE.pause(duration);
        }
    }
}
