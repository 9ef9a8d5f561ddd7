package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    private static final String LONG = "a line of some length\n".repeat(20_000);

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() throws IOException {
        folder = temporary.toRealPath().resolve("one").resolve("two");
        file = folder.resolve("file");
    }

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @Test
    void whatWasWrittenIsReadUntilItIsDeleted() throws IOException {
        assertEquals(Optional.empty(), PrivateFiles.read(file));
        assertFalse(PrivateFiles.delete(file));

        for (String text : List.of(LONG, "short", "", "naïve \uD83D\uDD11\r\n")) {
            PrivateFiles.replace(file, text);
            assertEquals(Optional.of(text), PrivateFiles.read(file));
        }
        assertEquals(List.of("file"), names(folder));

        assertTrue(PrivateFiles.delete(file));
        assertEquals(Optional.empty(), PrivateFiles.read(file));
        assertEquals(List.of(), names(folder));
    }

    @Test
    void theFileAndWhatIsMadeForItIsTheOwnersAlone() throws IOException {
        PrivateFiles.replace(file, "text");

        assertEquals("rw-------", mode(file));
        assertEquals("rwx------", mode(folder));
        assertEquals("rwx------", mode(folder.resolveSibling("")));
    }

    @Test
    void aFileThatOthersMayReadIsNarrowedAndItsFolderIsLeftAsItIs() throws IOException {
        PrivateFiles.replace(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        PrivateFiles.replace(file, "new");

        assertEquals("rw-------", mode(file));
        assertEquals("rwxr-xr-x", mode(folder));
    }

    @Test
    void whatRootWritesInAnotherPersonsFolderIsThatPersons() throws IOException {
        PrivateFiles.replace(file, "old");
        for (Path each : List.of(folder, file)) {
            give(each);
        }

        PrivateFiles.replace(file, "new");
        PrivateFiles.replace(folder.resolve("three").resolve("file"), "new");

        for (String each : List.of("file", "three", "three/file")) {
            for (String attribute : List.of("unix:uid", "unix:gid")) {
                assertEquals(65534, Files.getAttribute(folder.resolve(each), attribute), each);
            }
        }
    }

    @Test
    void aLinkIsReplacedOrDeletedAndNeverFollowed() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "not ours");
        Files.createDirectories(folder);
        Files.createSymbolicLink(file, target);
        assertThrows(FileSystemException.class, () -> PrivateFiles.read(file));

        PrivateFiles.replace(file, "new");
        assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        Files.delete(file);
        Files.createSymbolicLink(file, target);
        assertTrue(PrivateFiles.delete(file));

        assertEquals("not ours", Files.readString(target));
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aFolderInItsPlaceIsReportedAndStays() throws IOException {
        Files.createDirectories(file.resolve("something"));

        assertThrows(IOException.class, () -> PrivateFiles.read(file));
        assertThrows(IOException.class, () -> PrivateFiles.replace(file, "new"));
        assertThrows(IOException.class, () -> PrivateFiles.delete(file));

        assertTrue(Files.isDirectory(file.resolve("something")));
        assertEquals(List.of("file"), names(folder));
    }

    @Test
    void aFileInPlaceOfItsFolderIsReportedByAWriterAndStays() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "in the way");

        assertThrows(IOException.class, () -> PrivateFiles.replace(file, "new"));

        assertEquals("in the way", Files.readString(folder));
    }

    @Test
    void whatIsNoTextIsReadAllTheSame() throws IOException {
        Files.createDirectories(folder);
        Files.write(file, "a\u00ffb".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(Optional.of("a\ufffdb"), PrivateFiles.read(file));
    }

    @Test
    void onAnInterruptedThreadAllIsDoneAndTheInterruptIsKept() throws IOException {
        Thread.currentThread().interrupt();

        PrivateFiles.replace(file, "text");
        Optional<String> read = PrivateFiles.read(file);
        boolean deleted = PrivateFiles.delete(file);

        assertTrue(Thread.interrupted());
        assertEquals(Optional.of("text"), read);
        assertTrue(deleted);
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aWriterThatIsInterruptedAgainAndAgainLeavesAWholeFileAndNothingBeside() throws Exception {
        FutureTask<Boolean> writing = new FutureTask<>(() -> {
            for (int i = 0; i < 50; i++) {
                PrivateFiles.replace(file, LONG + i);
            }
            return true;
        });
        Thread writer = new Thread(writing);
        writer.start();
        while (!writing.isDone()) {
            writer.interrupt();
        }
        assertTrue(writing.get());
        assertEquals(Optional.of(LONG + 49), PrivateFiles.read(file));
        assertEquals(List.of("file"), names(folder));
    }

    @Test
    void ofWritersThatShareNoLockOneWinsAndReadersSeeWholeTextsOnly() throws Exception {
        int writers = 4;
        int rounds = 100;
        PrivateFiles.replace(file, text(0));
        CyclicBarrier start = new CyclicBarrier(writers);
        List<FutureTask<Boolean>> all = new ArrayList<>();
        for (int number = 1; number <= writers; number++) {
            String text = text(number);
            all.add(new FutureTask<>(() -> {
                start.await();
                for (int round = 0; round < rounds; round++) {
                    PrivateFiles.replace(file, text);
                    String read = PrivateFiles.read(file).orElseThrow();
                    assertEquals(text(Integer.parseInt(read.substring(0, 1))), read);
                }
                return true;
            }));
        }
        all.forEach(each -> new Thread(each).start());
        for (FutureTask<Boolean> each : all) {
            assertTrue(each.get(60, TimeUnit.SECONDS));
        }
        assertEquals(List.of("file"), names(folder));
    }

    private static String text(int number) {
        return (number + " writes so much\n").repeat(100 * (number + 1));
    }

    @Test
    void theNextWriteClearsWhatAWriterThatWasKilledLeftButNotWhatOneIsWriting() throws IOException {
        Files.createDirectories(folder);
        Path left = Files.writeString(PrivateFiles.temporaryName(folder), "left");
        Path writing = Files.writeString(PrivateFiles.temporaryName(folder), "half");
        Path others = Files.writeString(folder.resolve("new-year.tmp"), "not ours");
        Path aFolder = Files.createDirectory(PrivateFiles.temporaryName(folder));
        for (Path each : List.of(left, others, aFolder)) {
            age(each, Duration.ofMinutes(11));
        }
        age(writing, Duration.ofMinutes(9));

        PrivateFiles.replace(file, "text");

        assertFalse(Files.exists(left));
        assertTrue(Files.exists(writing));
        assertTrue(Files.exists(others));
        assertTrue(Files.exists(aFolder));
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void give(Path path) throws IOException {
        assumeTrue(Files.getAttribute(path, "unix:uid").equals(0), "only root can give a file to another person");
        Files.setAttribute(path, "unix:gid", 65534);
        Files.setAttribute(path, "unix:uid", 65534);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
