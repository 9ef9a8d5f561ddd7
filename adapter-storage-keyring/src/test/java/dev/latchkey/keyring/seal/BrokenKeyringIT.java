package dev.latchkey.keyring.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Separate processes with no keyring, or with one that does not work. */
class BrokenKeyringIT {
    private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";

    @TempDir
    Path home;

    @BeforeAll
    static void assumeInstalled() {
        RealKeyring.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":77"})
    void aLockedKeyringIsLockedAndNobodyIsPromptedWithAndWithoutADisplay(String display) throws Exception {
        try (RealKeyring keyring = RealKeyring.start("--locked")) {
            Map<String, String> environment = new TreeMap<>(keyring.environment());
            if (!display.isEmpty()) {
                environment.put("DISPLAY", display);
            }
            List<String> lines = run(environment, "probe", "load,alice", "save,alice,2000");

            assertEquals(List.of("LOCKED", "NONE", "FAIL LOCKED"), Outcome.said(lines));
            assertTrue(lines.get(2).contains("gnome-keyring-daemon --replace --unlock"), lines::toString);
            assertEquals(0, keyring.entries());
        }
    }

    @Test
    void aSessionWhoseKeyringIsLockedIsKeptAndOpensOnceItIsUnlocked() throws Exception {
        try (RealKeyring keyring = RealKeyring.start();
                ChildJvm child = keyring.child(
                        home,
                        "save,alice,2000",
                        "limit,30000",
                        "await",
                        "load,alice",
                        "save,alice,1",
                        "rotate",
                        "await",
                        "load,alice")) {
            assertEquals(List.of("OK", "OK"), Outcome.said(child.until("waiting")));
            keyring.lock();
            child.goOn();
            assertEquals(
                    List.of("OK go on", "FAIL LOCKED", "FAIL LOCKED", "FAIL LOCKED"),
                    Outcome.said(child.until("waiting")));
            keyring.unlock();
            child.goOn();

            assertEquals(List.of("OK go on", "OK 2000"), Outcome.said(child.end()));
        }
    }

    @Test
    void aBusWithoutAKeyringIsUnavailable() throws Exception {
        try (RealKeyring keyring = RealKeyring.start("--no-daemon")) {
            assertEquals(
                    List.of("NO_SERVICE", "FAIL UNAVAILABLE"),
                    Outcome.said(keyring.run(home, "probe", "save,alice,2000")));
        }
    }

    @Test
    void aKeyringWithoutACollectionIsUnavailableAndNoneIsMade() throws Exception {
        try (RealKeyring keyring = RealKeyring.start("--no-daemon")) {
            keyring.startWithoutCollection();

            assertEquals(
                    List.of("NO_COLLECTION", "FAIL UNAVAILABLE", "NO_COLLECTION"),
                    Outcome.said(keyring.run(home, "probe", "save,alice,2000", "probe")));
        }
    }

    @Test
    void aBusThatStopsInTheMidstIsGivenUpInTimeAndTheJvmEnds() throws Exception {
        try (RealKeyring keyring = RealKeyring.start();
                ChildJvm child = keyring.child(
                        home, "save,alice,2000", "limit,2000", "await", "probe", "load,alice", "save,bob,2000")) {
            child.until("waiting");
            keyring.signalBus("STOP");
            try {
                child.goOn();
                assertTimedOut(Outcome.in(child.end()));
            } finally {
                keyring.signalBus("CONT");
            }
        }
    }

    @Test
    void aDisabledBusIsNoBus() throws Exception {
        Map<String, String> environment = withoutBus();
        environment.put(BUS, "disabled:");

        assertEquals(List.of("NO_BUS", "FAIL UNAVAILABLE"), Outcome.said(run(environment, "probe", "save,alice,2000")));
    }

    @Test
    void aSocketThatWasLeftBehindIsNoBus() throws Exception {
        Path socket = Files.createTempDirectory("bus").resolve("bus");
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket))
                    .close();
            assertTrue(Files.exists(socket));
            Map<String, String> environment = withoutBus();
            environment.put(BUS, "unix:path=" + socket);

            assertEquals(
                    List.of("NO_BUS", "FAIL UNAVAILABLE"), Outcome.said(run(environment, "probe", "save,alice,2000")));
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    @Test
    void withoutABusTheKeyringIsUnavailableAtOnce() throws Exception {
        List<Outcome> outcomes = Outcome.in(run(withoutBus(), "probe", "save,alice,2000", "probe"));

        assertEquals(
                List.of("NO_BUS", "FAIL UNAVAILABLE", "NO_BUS"),
                outcomes.stream().map(Outcome::brief).toList());
        assertTrue(outcomes.get(2).millis() < 100, outcomes::toString);
    }

    @Test
    void aSocketThatNobodyListensToIsNoBus() throws Exception {
        Map<String, String> environment = withoutBus();
        environment.put(BUS, "unix:path=" + home.resolve("nothing"));

        assertEquals(List.of("NO_BUS", "FAIL UNAVAILABLE"), Outcome.said(run(environment, "probe", "save,alice,2000")));
    }

    @Test
    void aBusThatAcceptsAndNeverAnswersIsGivenUpInTimeAndTheJvmEnds() throws Exception {
        Path socket = Files.createTempDirectory("bus").resolve("bus");
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(socket));
            Map<String, String> environment = withoutBus();
            environment.put("XDG_RUNTIME_DIR", String.valueOf(socket.getParent()));

            List<Outcome> outcomes = Outcome.in(run(environment, "limit,2000", "probe", "save,alice,2000"));

            assertEquals(
                    List.of("OK", "TIMED_OUT", "FAIL TIMED_OUT"),
                    outcomes.stream().map(Outcome::brief).toList());
            for (Outcome outcome : outcomes.subList(1, outcomes.size())) {
                assertTrue(outcome.millis() >= 2_000 && outcome.millis() < 10_000, outcome::toString);
            }
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    @Test
    void aKeyringThatDiesAndComesBackBetweenTwoCallsIsUsedAgain() throws Exception {
        try (RealKeyring keyring = RealKeyring.start();
                ChildJvm child = keyring.child(
                        home,
                        "save,alice,2000",
                        "limit,30000",
                        "await",
                        "load,alice",
                        "save,bob,2000",
                        "await",
                        "load,alice",
                        "save,bob,2000",
                        "load,bob")) {
            assertEquals(List.of("OK", "OK"), Outcome.said(child.until("waiting")));
            keyring.signalDaemon("KILL");
            child.goOn();
            assertEquals(
                    List.of("OK go on", "FAIL UNAVAILABLE", "FAIL UNAVAILABLE"), Outcome.said(child.until("waiting")));
            keyring.unlock();
            child.goOn();

            assertEquals(List.of("OK go on", "OK 2000", "OK", "OK 2000"), Outcome.said(child.end()));
            assertEquals(1, keyring.entries());
        }
    }

    @Test
    void aKeyringThatWasRestartedBetweenTwoCallsKeepsWhatIsWrittenThen() throws Exception {
        try (RealKeyring keyring = RealKeyring.start();
                ChildJvm child = keyring.child(
                        home,
                        "save,alice,2000",
                        "limit,30000",
                        "load,alice",
                        "await",
                        "rotate",
                        "limit,30000",
                        "load,alice")) {
            child.until("waiting");
            keyring.signalDaemon("KILL");
            keyring.unlock();
            child.goOn();

            assertEquals(List.of("OK go on", "OK []", "OK", "OK 2000"), Outcome.said(child.end()));
            assertEquals(1, keyring.entries());
        }
    }

    private static void assertTimedOut(List<Outcome> outcomes) {
        assertEquals(
                List.of("OK go on", "TIMED_OUT", "FAIL TIMED_OUT", "FAIL TIMED_OUT"),
                outcomes.stream().map(Outcome::brief).toList());
        for (Outcome outcome : outcomes.subList(1, outcomes.size())) {
            assertTrue(outcome.millis() >= 2_000 && outcome.millis() < 10_000, outcome::toString);
        }
    }

    private Map<String, String> withoutBus() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove(BUS);
        environment.remove("DISPLAY");
        environment.put("XDG_RUNTIME_DIR", home.toString());
        return environment;
    }

    private List<String> run(Map<String, String> environment, String... commands) throws Exception {
        try (ChildJvm child = ChildJvm.start(environment, home, commands)) {
            return child.end();
        }
    }
}
