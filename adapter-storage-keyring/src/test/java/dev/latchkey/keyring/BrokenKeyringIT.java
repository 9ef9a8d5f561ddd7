package dev.latchkey.keyring;

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

/** Processes of their own where there is no keyring, or one that does not work. */
class BrokenKeyringIT {
    private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";

    @TempDir
    Path home;

    @BeforeAll
    static void assumeInstalled() {
        RealKeyring.assumeInstalled();
    }

    @Test
    void aLockedKeyringIsLockedAndNobodyIsPrompted() throws Exception {
        try (RealKeyring keyring = RealKeyring.start("--locked")) {
            List<String> lines = keyring.run(home, "probe", "load,alice", "save,alice,2000");

            assertEquals(List.of("LOCKED", "NONE", "FAIL LOCKED"), Outcome.said(lines));
            assertTrue(lines.get(2).contains("gnome-keyring-daemon --unlock"), lines::toString);
            assertEquals(0, keyring.entries());
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
            readUntilWaiting(child);
            keyring.signalDaemon("KILL");
            child.goOn();
            readUntilWaiting(child);
            keyring.startDaemonAgain();
            child.goOn();

            assertEquals(List.of("OK go on", "OK 2000", "OK", "OK 2000"), Outcome.said(child.end()));
            assertEquals(1, keyring.entries());
        }
    }

    private static void readUntilWaiting(ChildJvm child) {
        for (String line = child.line(); !line.equals("waiting"); line = child.line()) {
            boolean expected = line.contains(" OK") || line.contains(" FAIL UNAVAILABLE ");
            assertTrue(expected, line);
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
