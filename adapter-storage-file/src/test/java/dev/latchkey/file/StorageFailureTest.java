package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import dev.latchkey.file.StorageFailure.UnsafePlaceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told about a failure: where, what, why, and what to do. */
class StorageFailureTest {
    private static final String PLACE = "/absent/session.json";

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    static Stream<Arguments> writes() {
        return Stream.of(
                Arguments.of(
                        new AccessDeniedException(PLACE),
                        "permission denied. Make the folder writable for you, or name another one with LATCHKEY_HOME."),
                Arguments.of(
                        new FileSystemException(PLACE, null, "Read-only file system"),
                        "Read-only file system. Make the folder writable for you, or name another one with LATCHKEY_HOME."),
                Arguments.of(
                        new FileSystemException(PLACE, null, "No space left on device"),
                        "No space left on device. Make room on the disk and try again."),
                Arguments.of(
                        new FileSystemException(PLACE, null, "Disk quota exceeded"),
                        "Disk quota exceeded. Make room on the disk and try again."),
                Arguments.of(
                        new UnsafePlaceException(Path.of(PLACE), "it is open to all", "Close it."),
                        "it is open to all. Close it."),
                Arguments.of(new NoSuchFileException(PLACE), "no such file or folder. Check the file and its folder."),
                Arguments.of(
                        new DirectoryNotEmptyException(PLACE),
                        "the folder is not empty. Check the file and its folder."),
                Arguments.of(
                        new NotDirectoryException(PLACE),
                        "something that is not a folder is in the way. Check the file and its folder."),
                Arguments.of(
                        new IOException("Input/output error"), "Input/output error. Check the file and its folder."),
                Arguments.of(new IOException(), "IOException. Check the file and its folder."),
                Arguments.of(
                        new FileSystemException("/absent/.session.json.new", null, "Input/output error"),
                        "Input/output error (/absent/.session.json.new). Check the file and its folder."));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteThatFailedSaysWhyAndWhatToDo(IOException cause, String words) {
        StorageException failure = StorageFailure.writing(PLACE, "could not be saved", cause);

        assertEquals(Reason.NOT_WRITABLE, failure.reason());
        assertEquals(PLACE + " could not be saved: " + words, failure.getMessage());
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                Arguments.of(
                        new AccessDeniedException(PLACE),
                        Reason.UNREADABLE,
                        "permission denied. Make it readable for you."),
                Arguments.of(
                        new ForeignDocumentException(Path.of(PLACE), "it is not UTF-8 text"),
                        Reason.CORRUPT,
                        "it is not UTF-8 text. Log in again to have it set aside, or move it away."),
                Arguments.of(
                        new UnsafePlaceException(Path.of(PLACE), "it is open to all", "Close it."),
                        Reason.UNREADABLE,
                        "it is open to all. Close it."),
                Arguments.of(
                        new IOException("Input/output error"),
                        Reason.UNREADABLE,
                        "Input/output error. Check the file and its folder."));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadThatFailedSaysWhyAndWhatToDo(IOException cause, Reason reason, String words) {
        StorageException failure = StorageFailure.reading(PLACE, cause);

        assertEquals(reason, failure.reason());
        assertEquals(PLACE + " could not be read: " + words, failure.getMessage());
    }

    @Test
    void aListingThatFailedNamesWhatCouldNotBeListedOrAllOfIt() {
        StorageException one = StorageFailure.listing(new NotDirectoryException("/absent/example"));
        StorageException all = StorageFailure.listing(new IOException("Input/output error"));

        assertTrue(message(one).startsWith("/absent/example could not be read: "), one::toString);
        assertTrue(message(all).startsWith("the folder of the sessions could not be read: "), all::toString);
    }

    @Test
    void permissionDeniedNamesAnotherOwnerOfItOrOfTheFolderAboveIt() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        String own = denied(folder.resolve("absent"));
        assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "only root can give a folder to another person");
        Files.setAttribute(folder, "unix:uid", 65534);

        assertFalse(own.contains("belongs"), own);
        assertTrue(denied(folder).contains("permission denied (" + folder + " belongs to nobody)"), denied(folder));
        assertTrue(denied(folder.resolve("absent")).contains("(" + folder + " belongs to nobody)"), denied(folder));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void permissionDeniedOfWhatHasNoKnownPathNamesNoOwner(AccessDeniedException cause) {
        String message = message(StorageFailure.writing(PLACE, "could not be saved", cause));

        assertTrue(message.contains("permission denied"), message);
        assertFalse(message.contains("belongs"), message);
    }

    static Stream<AccessDeniedException> unknown() {
        return Stream.of(new AccessDeniedException(null), new AccessDeniedException("\0"));
    }

    private static String denied(Path file) {
        return message(StorageFailure.reading(file.toString(), new AccessDeniedException(file.toString())));
    }

    private static String message(StorageException failure) {
        return String.valueOf(failure.getMessage());
    }
}
