package dev.latchkey.keyring.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Separate processes that use an unlocked gnome-keyring. */
class RealKeyringIT {
    private static final int PROCESSES = 8;

    private static @Nullable RealKeyring started;

    @TempDir
    Path home;

    private RealKeyring keyring;

    @BeforeAll
    static void start() throws Exception {
        started = RealKeyring.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void clear() throws Exception {
        keyring = Objects.requireNonNull(started);
        keyring.clear();
    }

    @Test
    void sessionsOfAnySizeAreSealedUnderOneEntryThatGoesWithTheLast() throws Exception {
        List<String> lines = keyring.run(home, "probe", "save,alice,2000", "save,bob,65536", "load,alice", "load,bob");
        assertEquals(List.of("READY", "OK", "OK", "OK 2000", "OK 65536"), Outcome.said(lines));
        assertEquals(1, keyring.entries());

        try (ChildJvm child = keyring.child(home, "load,bob", "delete,alice", "await", "delete,bob", "load,bob")) {
            child.until("waiting");
            assertEquals(1, keyring.entries());
            child.goOn();
            assertEquals(List.of("OK go on", "OK", "NONE"), Outcome.said(child.end()));
        }
        assertEquals(0, keyring.entries());
    }

    /** Nested classes count as their outermost class: a JVM logs each class as it initializes it. */
    @Test
    void aSealedDocumentIsLoadedThroughSevenClasses() throws Exception {
        keyring.run(home, "save,alice,2000");
        Path log = home.resolve("classes.log");
        List<String> options = List.of("-Xlog:class+init=info:file=" + log + "::filesize=0");
        try (ChildJvm child = ChildJvm.start(options, keyring.environment(), home, "load,alice")) {
            assertEquals(List.of("OK 2000"), Outcome.said(child.end()));
        }

        Set<String> ran = new TreeSet<>();
        Matcher initialized =
                Pattern.compile("Initializing 'dev/latchkey/keyring/([\\w/]+)").matcher(Files.readString(log));
        while (initialized.find()) {
            ran.add(initialized.group(1));
        }
        assertTrue(ran.remove("seal/KeyringChild"), "the log is one of initialized classes");
        // These choose and wire the keyring.
        assertTrue(ran.removeAll(Set.of("KeyringKind", "KeyringOptions", "guard/OsKeyring")));
        assertEquals(
                Set.of(
                        "bus/BusCodec",
                        "bus/SecretService",
                        "bus/SessionBus",
                        "guard/GuardedKeyring",
                        "seal/InstallationKeys",
                        "seal/KeyringSessionStore",
                        "seal/SealedDocument"),
                ran);
    }

    @Test
    void eightFirstLoginsAtOnceMakeOneKeyAndEightLogoutsLeaveNone() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(keyring.child(
                        home, "await", "save,user" + i + ",3000", "load,user" + i, "await", "delete,user" + i));
            }
            letAllGoOn(children);
            for (int i = 0; i < PROCESSES; i++) {
                List<String> lines = children.get(i).until("waiting");
                assertEquals(List.of("OK go on", "OK", "OK 3000"), Outcome.said(lines));
            }
            assertEquals(1, keyring.entries());
            for (ChildJvm child : children) {
                child.goOn();
            }
            for (ChildJvm child : children) {
                assertEquals(List.of("OK go on", "OK"), Outcome.said(child.end()));
            }
            assertEquals(0, keyring.entries());
        } finally {
            for (ChildJvm child : children) {
                child.close();
            }
        }
    }

    @Test
    void aWriterThatIsKilledInTheMidstOfFortyWritesLeavesAWholeSessionAndNoSecondEntry() throws Exception {
        for (int round = 0; round < 4; round++) {
            try (ChildJvm child = keyring.child(home, "load,alice", "saves,alice,40")) {
                assertTrue(List.of("NONE", "OK").contains(firstWord(child)));
                child.until("begun");
                // The first process is killed at some point while it creates the key, the others during their writes.
                for (int write = 0; round > 0 && write < 10 * round; write++) {
                    child.until("saved");
                }
                child.kill();
            }
            assertTrue(keyring.entries() <= 1);
        }
        List<String> lines = keyring.run(home, "load,alice", "save,alice,5000", "load,alice");
        assertTrue(lines.get(0).contains(" OK 2"), lines::toString);
        assertEquals(List.of("OK", "OK 5000"), Outcome.said(lines).subList(1, 3));
        assertEquals(1, keyring.entries());
    }

    @Test
    void aKeyringThatLostTheKeySaysSoAndALoginStartsAfresh() throws Exception {
        keyring.run(home, "save,alice,2000", "save,bob,2000");
        keyring.clear();

        List<String> lines = keyring.run(home, "load,alice", "save,alice,3000", "load,alice", "load,bob", "rotate");

        assertEquals(
                List.of("FAIL KEY_LOST", "OK", "OK 3000", "FAIL KEY_LOST", "OK [example/bob]"), Outcome.said(lines));
        assertEquals(1, keyring.entries());
    }

    @Test
    void aDaemonThatStopsInTheMidstIsGivenUpInTimeAndTheJvmEnds() throws Exception {
        try (ChildJvm child =
                keyring.child(home, "save,alice,2000", "limit,2000", "await", "probe", "load,alice", "save,bob,2000")) {
            child.until("waiting");
            keyring.signalDaemon("STOP");
            child.goOn();
            List<Outcome> outcomes = Outcome.in(child.end());
            assertEquals(
                    List.of("OK go on", "TIMED_OUT", "FAIL TIMED_OUT", "FAIL TIMED_OUT"),
                    outcomes.stream().map(Outcome::brief).toList());
            for (Outcome outcome : outcomes.subList(1, outcomes.size())) {
                assertTrue(outcome.millis() >= 2_000 && outcome.millis() < 10_000, outcome::toString);
            }
        } finally {
            keyring.signalDaemon("CONT");
        }
    }

    private static void letAllGoOn(List<ChildJvm> children) throws Exception {
        for (ChildJvm child : children) {
            child.until("waiting");
        }
        for (ChildJvm child : children) {
            child.goOn();
        }
    }

    private static String firstWord(ChildJvm child) {
        return Outcome.in(List.of(child.line())).get(0).said().split(" ")[0];
    }
}
