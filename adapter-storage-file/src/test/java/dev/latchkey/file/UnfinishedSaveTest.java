package dev.latchkey.file;

import static dev.latchkey.file.Scenarios.ALICE;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which process an unfinished save is attributed to. */
class UnfinishedSaveTest {
    @TempDir(factory = FolderInMemory.class)
    Path home;

    private FileSessionStore store;
    private Path beside;

    @BeforeEach
    void open() {
        FileLayout layout = FileLayout.of(Shared.folders(home, home.resolve("bitfount")));
        store = new FileSessionStore(layout);
        beside = layout.document(ALICE).resolveSibling(".session.json.new");
    }

    @Test
    void itIsThisProcessWhichIsRunning() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            UnfinishedSave unfinished = store.interrupted(ALICE).orElseThrow();

            assertEquals("process " + ProcessHandle.current().pid(), unfinished.by());
            assertEquals(ProcessState.RUNNING, unfinished.process());
            assertNotNull(unfinished.since());
            assertFalse(unfinished.since().isBefore(before));
            assertFalse(unfinished.since().isAfter(Instant.now()));
        }
    }

    @Test
    void anotherProcessIsRunningUntilItIsKilledAndTheNextPrepareTakesItsPlace() throws Exception {
        try (ChildJvm child = ChildJvm.start(List.of(), "prepare", home)) {
            String pid = child.line();
            UnfinishedSave unfinished = store.interrupted(ALICE).orElseThrow();
            assertEquals("process " + pid, unfinished.by());
            assertEquals(ProcessState.RUNNING, unfinished.process());

            child.kill();

            UnfinishedSave left = store.interrupted(ALICE).orElseThrow();
            assertEquals("process " + pid, left.by());
            assertEquals(unfinished.since(), left.since());
            assertEquals(ProcessState.GONE, left.process());
        }
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            assertEquals(
                    "process " + ProcessHandle.current().pid(),
                    store.interrupted(ALICE).orElseThrow().by());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"started=\\d+", "boot=[0-9a-f-]+"})
    void aProcessOfTheSameNumberThatIsAnotherIsNotTakenForIt(String field) throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            String line = Files.readString(beside);
            String name = field.substring(0, field.indexOf('='));
            String other = line.replaceFirst(field, name + "=1000");
            Files.writeString(beside, other);

            assertNotEquals(
                    ProcessState.RUNNING, store.interrupted(ALICE).orElseThrow().process(), other);
            assertTrue(line.contains(name), line);
        }
    }

    @ParameterizedTest
    @CsvSource({"2000,RUNNING", "-2000,RUNNING", "2010,GONE", "-2010,GONE"})
    void aProcessWhoseStartDiffersByMoreThanTwoSecondsIsAnother(long millis, ProcessState state) throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            long start =
                    ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
            String line = Files.readString(beside);
            Files.writeString(beside, line.replaceFirst("started=\\d+", "started=" + (start + millis)));

            assertEquals(state, store.interrupted(ALICE).orElseThrow().process());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"access_token\":\"x\"}",
                "latchkey-save 1 pid=1",
                "latchkey-save 1 pid=x at=2026-01-01T00:00:00Z\n",
                "latchkey-save 1 pid=1 at=yesterday\n",
                "latchkey-save 1 \n",
                "latchkey-save 2 pid=1 at=2026-01-01T00:00:00Z\n"
            })
    void whatSaysNothingOfThatKindIsUnknown(String text) throws IOException {
        Files.createDirectories(beside.resolveSibling(""));
        Files.writeString(beside, text);

        UnfinishedSave unfinished = store.interrupted(ALICE).orElseThrow();
        assertEquals(UnfinishedSave.unknown().by(), unfinished.by());
        assertEquals(ProcessState.UNKNOWN, unfinished.process());
        assertEquals(Files.getLastModifiedTime(beside).toInstant(), unfinished.since(), "by its date");
    }

    @Test
    void aProcessWhoseStartIsNotKnownIsNotSaidToRun() throws IOException {
        Files.createDirectories(beside.resolveSibling(""));
        for (String started : List.of("", " started=x")) {
            Files.writeString(beside, "latchkey-save 1 pid=1" + started + " at=2026-01-01T00:00:00Z\n");
            assertEquals(
                    ProcessState.UNKNOWN, store.interrupted(ALICE).orElseThrow().process());
        }
    }

    @Test
    void whoIsAtItIsNotInTheDocument() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of("x"));
        }
        assertEquals("x", Files.readString(beside.resolveSibling("session.json")));
    }
}
