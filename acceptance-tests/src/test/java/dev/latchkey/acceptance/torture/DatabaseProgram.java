package dev.latchkey.acceptance.torture;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.torture.TortureHost;
import java.time.Duration;

/** A host: keeps the session in a PostgreSQL database, which it reaches by a link of its own. */
public final class DatabaseProgram extends Program {
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

    /** One host's clock is ahead, the next one's behind, the third one's right. */
    private static long skew(TortureHost host) {
        return Long.parseLong(host.setting("skew")) * (Math.floorMod(host.number() + 1, 3) - 1);
    }

    /** A clock that goes, but is wrong. */
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
