package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.Watch;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one host changes, others hear of. */
class ChangesTest extends Fleet {
    private static final Optional<SessionId> ANY = Optional.empty();

    private final BlockingQueue<Optional<SessionId>> heard = new LinkedBlockingQueue<>();
    private final SessionDatabase here = host();
    private SessionDatabase other;
    private Watch watch;

    @BeforeEach
    void listen() throws Exception {
        other = SessionDatabase.connect(Postgres.orSkip().url(), KEYS, new SystemTimeSource());
        watch = other.store(tenant).watch(heard::add);
        assertEquals(ANY, next(), "from here on it listens");
    }

    @AfterEach
    void close() {
        watch.close();
        other.close();
    }

    private Optional<SessionId> next() throws InterruptedException {
        return Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS), "nothing was told");
    }

    @Test
    void aSaveALogoutAndADeletionAreToldAndNothingOfOtherTenantsOrOnesOwn() throws Exception {
        save(here, tenant + " other", "nobody's business");
        save(other, tenant, "its own");
        save(here, tenant, "renewed");
        assertEquals(Optional.of(ALICE), next());

        try (Hold hold = here.lock(tenant).acquire(LOCK, Duration.ofSeconds(60))) {
            here.store(tenant).beginLogout(ALICE, hold);
        }
        assertEquals(Optional.of(ALICE), next());

        try (Hold hold = here.lock(tenant).acquire(LOCK, Duration.ofSeconds(60))) {
            here.store(tenant).delete(ALICE, hold);
        }
        assertEquals(Optional.of(ALICE), next());
        assertTrue(heard.isEmpty(), heard::toString);
    }

    @Test
    void afterItsConnectionWasCutItListensAgainAndSaysThatChangesMayHaveBeenMissed() throws Exception {
        Postgres.orSkip()
                .execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'"
                        + " or (application_name = 'latchkey' and pid <> pg_backend_pid())");

        assertEquals(ANY, next());

        save(here, tenant, "renewed");
        Optional<SessionId> told = next();
        assertEquals(Optional.of(ALICE), told.isEmpty() ? next() : told);
    }

    @Test
    void onceItIsClosedNothingIsTold() throws Exception {
        watch.close();
        BlockingQueue<Optional<SessionId>> another = new LinkedBlockingQueue<>();
        Watch again = other.store(tenant).watch(another::add);
        assertEquals(ANY, another.poll(30, TimeUnit.SECONDS));

        save(here, tenant, "renewed");

        assertEquals(Optional.of(ALICE), another.poll(30, TimeUnit.SECONDS));
        again.close();
        assertTrue(heard.isEmpty(), heard::toString);
    }
}
