package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.FakeTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call that an operation makes to the driver fails in turn: what it was to do is done, or as it was and told. */
class FailingDriverTest extends Fleet {
    private static final String CUT = "08006";
    private static final String BROKEN = "58030";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private FailingDriver driver;
    private SessionStore store;
    private SessionLock lock;
    private SessionDatabase goodHost;
    private SessionStore good;

    @BeforeEach
    void oneHostWithABadDriver() {
        driver = new FailingDriver(pool());
        SessionDatabase bad = host(driver.source(), new FakeTimeSource());
        store = bad.store(tenant);
        lock = bad.lock(tenant);
        goodHost = host();
        good = goodHost.store(tenant);
    }

    /** What is done, and what is there if it was. */
    private record Operation(String name, Action action, Optional<String> result) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Action {
        void run(SessionStore store, Hold hold);
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(
                    "load",
                    (store, hold) ->
                            assertEquals("old", store.load(ALICE).orElseThrow().reveal()),
                    Optional.of("old")),
            new Operation("save", (store, hold) -> commit(store, hold, "new"), Optional.of("new")),
            new Operation(
                    "prepare and close",
                    (store, hold) -> store.prepare(ALICE, hold).close(),
                    Optional.of("old")),
            new Operation(
                    "interrupted",
                    (store, hold) -> assertFalse(store.interrupted(ALICE).isPresent()),
                    Optional.of("old")),
            new Operation("beginLogout", (store, hold) -> store.beginLogout(ALICE, hold), Optional.empty()),
            new Operation(
                    "loadEnding",
                    (store, hold) -> assertFalse(store.loadEnding(ALICE).isPresent()),
                    Optional.of("old")),
            new Operation("delete", (store, hold) -> store.delete(ALICE, hold), Optional.empty()),
            new Operation(
                    "setAside",
                    (store, hold) -> assertTrue(store.setAside(ALICE, hold).isPresent()),
                    Optional.empty()),
            new Operation("list", (store, hold) -> assertEquals(List.of(ALICE), store.list()), Optional.of("old")));

    private static void commit(SessionStore store, Hold hold, String document) {
        try (PreparedSave save = store.prepare(ALICE, hold)) {
            save.commit(Secret.of(document));
        }
    }

    static Stream<Arguments> failures() {
        return OPERATIONS.stream()
                .flatMap(operation -> Stream.of(CUT, BROKEN)
                        .flatMap(state -> Stream.of(false, true).map(done -> Arguments.of(operation, state, done))));
    }

    @ParameterizedTest(name = "{0}, {1}, done first: {2}")
    @MethodSource("failures")
    void anOperationIsDoneOrTold(Operation operation, String state, boolean done) {
        int call = 0;
        do {
            call++;
            try (Hold hold = goodHost.lock(tenant).acquire(LOCK, LIMIT)) {
                good.delete(ALICE, hold);
            }
            save(goodHost, tenant, "old");
            boolean told = false;
            try (Hold hold = goodHost.lock(tenant).acquire(LOCK, LIMIT)) {
                driver.failAt(call, state, done);
                operation.action().run(store, hold);
            } catch (StorageException e) {
                told = true;
                assertFalse(String.valueOf(e.getMessage()).contains("secret-value"), e::getMessage);
            }
            Optional<String> now = good.load(ALICE).map(Secret::reveal);
            boolean reached = driver.hasFailed();
            driver.failAt(0, CUT, false);
            String where = operation + ", call " + call;
            assertFalse(told && (state.equals(CUT) || !reached), where);
            // After a failure that another attempt does not help against, it is as it was, or done and the answer lost.
            assertTrue(now.equals(operation.result()) || told && now.equals(Optional.of("old")), where + ": " + now);
            assertEquals(0, driver.open(), where);
            if (!reached) {
                return;
            }
        } while (call < 200);
        throw new AssertionError("no end of calls");
    }

    @ParameterizedTest(name = "{0}, done first: {1}")
    @MethodSource("states")
    void aLockIsHeldByOneOrFreeAfterwards(String state, boolean done) {
        SessionLock other = host(pool(), new FakeTimeSource()).lock(tenant);
        for (int call = 1; ; call++) {
            SessionId id = new SessionId("example", "account " + call);
            driver.failAt(call, state, done);
            try (Hold hold = lock.acquire(LockId.session(id), LIMIT)) {
                hold.check();
            } catch (StorageException e) {
                assertTrue(driver.hasFailed());
            }
            boolean reached = driver.hasFailed();
            driver.failAt(0, CUT, false);
            other.acquire(LockId.session(id), LIMIT).close(); // What was left behind has no heartbeat.
            assertEquals(0, driver.open());
            if (!reached) {
                return;
            }
        }
    }

    static Stream<Arguments> states() {
        return Stream.of(CUT, BROKEN).flatMap(state -> Stream.of(false, true).map(done -> Arguments.of(state, done)));
    }

    @ParameterizedTest(name = "done first: {0}")
    @ValueSource(booleans = {false, true})
    void aCommitWhoseAnswerWasLostIsDoneOnce(boolean done) {
        save(goodHost, tenant, "old");
        for (int call = 1; ; call++) {
            try (Hold hold = lock.acquire(LOCK, LIMIT);
                    PreparedSave save = store.prepare(ALICE, hold)) {
                driver.failAt(call, CUT, done);
                save.commit(Secret.of("new " + call));
            }
            boolean reached = driver.hasFailed();
            driver.failAt(0, CUT, false);
            assertEquals("new " + call, good.load(ALICE).orElseThrow().reveal());
            assertFalse(good.interrupted(ALICE).isPresent());
            if (!reached) {
                return;
            }
        }
    }

    @Test
    void aHeartbeatDoesNotWaitForAPoolThatHasNoConnection() throws Exception {
        driver.failAt(1, CUT, false);
        Database database = new Database(driver.source(), pool(), new FakeTimeSource());

        assertTrue(database.<Boolean>urgently(statements -> statements.isTrue("select true")));

        assertTrue(driver.hasFailed());
    }

    @Test
    void aPooledConnectionToAFormerPrimaryIsReplacedAtOnce() throws Exception {
        driver.failAt(1, "25006", false);
        FakeTimeSource time = new FakeTimeSource();
        Database database = new Database(driver.source(), pool(), time);
        long start = time.monotonicNanos();

        assertTrue(database.<Boolean>once(LIMIT, statements -> statements.isTrue("select true")));

        assertTrue(driver.hasFailed());
        assertEquals(start, time.monotonicNanos());
    }
}
