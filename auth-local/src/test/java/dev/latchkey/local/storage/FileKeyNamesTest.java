package dev.latchkey.local.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.model.KeyRegister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeyNamesTest {
    private static final String ID = "AbC-e_";
    private static final String OTHER_ID = "ZZZZZZ";
    private static final String FIRST = "k1-AbC-e_000001";
    private static final String SECOND = "k1-AbC-e_000002";
    private static final KeyRegister REGISTER = new KeyRegister(List.of(SECOND, FIRST), Optional.of(ID), Set.of(FIRST));

    @TempDir
    private Path user;

    private Path home;
    private Path file;
    private Path homeFile;

    @BeforeEach
    void nameTheFiles() {
        home = user.resolve("share").resolve("latchkey");
        file = home.resolve("keyring-key");
        homeFile = home.resolve("keyring-key.home");
    }

    private FileKeyNames names() {
        return namesWith(user.resolve(".bitfount"));
    }

    private FileKeyNames namesWith(Path shared) {
        return FileKeyNames.of(new LatchkeyFolders(home).with(new SharedFolder("bitfount", shared, ".token")));
    }

    @Test
    void namesAreOnePerLineAndTheIdIsInAFileOfItsOwnWithADigest() throws IOException {
        names().write(REGISTER);

        assertEquals(SECOND + "\n" + FIRST + "\n", Files.readString(file));
        List<String> lines = Files.readAllLines(homeFile);
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches(ID + " [0-9a-f]{64}"), lines::toString);
        assertEquals("kept " + FIRST, lines.get(1));
    }

    @Test
    void theFilesAndTheirFolderAreAccessibleOnlyToTheOwner() throws IOException {
        names().write(REGISTER);

        for (Path each : List.of(file, homeFile)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
        }
        for (Path each : List.of(home, home.getParent())) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
        }
        try (Stream<Path> all = Files.list(home)) {
            assertEquals(Set.of(file, homeFile), Set.copyOf(all.toList()));
        }
    }

    @Test
    void thereIsNoFileOfNamesWithoutAName() {
        names().write(REGISTER);

        names().write(REGISTER.without(FIRST).without(SECOND));

        assertFalse(Files.exists(file));
        assertEquals(Optional.of(ID), names().read().homeId());
    }

    @Test
    void theIdAndTheKeptKeysSurviveARewriteOfTheNamesByVersion010() throws IOException {
        names().write(REGISTER);
        Files.writeString(file, "k1-AbCdEfGhIjKl\n" + FIRST + "\n");

        assertEquals(
                new KeyRegister(List.of("k1-AbCdEfGhIjKl", FIRST), Optional.of(ID), Set.of(FIRST)), names().read());
    }

    @Test
    void unchangedNamesAreNotRewritten() throws IOException {
        names().write(REGISTER);
        String asVersion010WroteThem = " " + SECOND + " \n\n" + FIRST;
        Files.writeString(file, asVersion010WroteThem);

        names().write(REGISTER.keeping(SECOND));

        assertEquals(asVersion010WroteThem, Files.readString(file));
        assertEquals(Set.of(FIRST, SECOND), names().read().kept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\n../../x\nk1-\n", "kept \nkept ../x\nAbC-e_ 0\n", "\r\n \r\n"})
    void malformedFilesCountAsAbsent(String rubbish) throws IOException {
        Files.createDirectories(home);
        Files.writeString(file, rubbish);
        Files.writeString(homeFile, rubbish);

        assertEquals(KeyRegister.empty(), names().read());
        names().write(REGISTER);
        assertEquals(REGISTER, names().read());
    }

    @Test
    void aNameIsReadDespiteInvalidUtf8AroundIt() throws IOException {
        Files.createDirectories(home);
        Files.write(file, ("\u00ff\u00fe\n" + FIRST + "\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertEquals(List.of(FIRST), names().read().names());
    }

    @Test
    void theSameFilesWithOtherDocumentFoldersAreAnotherHome() {
        names().write(REGISTER);
        FileKeyNames moved = namesWith(home.resolve("bitfount"));

        KeyRegister seen = moved.read();
        moved.write(seen.ofHome(OTHER_ID));

        assertEquals(Optional.empty(), seen.homeId());
        assertEquals(REGISTER.names(), seen.names());
        assertEquals(REGISTER.kept(), seen.kept());
        assertEquals(
                Optional.of(OTHER_ID),
                namesWith(home.resolve("bitfount")).read().homeId());
        assertEquals(REGISTER, names().read());
    }

    @Test
    void aCopyOfTheFolderIsAnotherHome() throws IOException {
        names().write(REGISTER);
        Path copy = Files.createDirectories(user.resolve("copy"));
        Files.copy(file, copy.resolve("keyring-key"));
        Files.copy(homeFile, copy.resolve("keyring-key.home"));

        assertEquals(
                Optional.empty(),
                FileKeyNames.of(new LatchkeyFolders(copy)
                                .with(new SharedFolder("bitfount", user.resolve(".bitfount"), ".token")))
                        .read()
                        .homeId());
    }

    @Test
    void aHomeReachedThroughALinkIsTheSameHome() throws IOException {
        names().write(REGISTER);
        Path link = Files.createSymbolicLink(user.resolve("link"), home);

        LatchkeyFolders linked =
                new LatchkeyFolders(link).with(new SharedFolder("bitfount", user.resolve(".bitfount"), ".token"));
        assertEquals(REGISTER, FileKeyNames.of(linked).read());
    }

    @Test
    void aFileOfAnEarlierVersionIsUnderstood() throws IOException {
        names().write(REGISTER.ofHome(ID));
        String digest = Files.readAllLines(homeFile).get(0).substring(ID.length() + 1);
        Files.writeString(
                homeFile, "kept " + SECOND + "\nZZZZZZ " + "0".repeat(64) + "\n" + ID + " " + digest + "\nother\n");

        assertEquals(new KeyRegister(REGISTER.names(), Optional.of(ID), Set.of(SECOND)), names().read());
    }

    @Test
    void noNameIsStoredBeforeTheIdThatItStartsWith() throws IOException {
        Files.createDirectories(homeFile.resolve("in the way"));
        FileKeyNames names = names();

        StorageException e = assertThrows(StorageException.class, () -> names.write(REGISTER));

        assertEquals(Reason.NOT_WRITABLE, e.reason());
        assertEquals(homeFile.toString(), e.location());
        assertFalse(Files.exists(file));
    }

    @Test
    void anIdWithoutItsNameIsUsedAgain() throws IOException {
        Files.createDirectories(file.resolve("in the way"));
        FileKeyNames names = names();

        StorageException e = assertThrows(StorageException.class, () -> names.write(REGISTER));

        assertEquals(Reason.NOT_WRITABLE, e.reason());
        assertEquals(file.toString(), e.location());
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        assertEquals(new KeyRegister(List.of(), Optional.of(ID), Set.of(FIRST)), names().read());
    }

    @Test
    void anUnreadableFileDoesNotCountAsAbsent() throws IOException {
        names().write(REGISTER);
        for (Path each : List.of(file, homeFile)) {
            Path aside = Files.move(each, user.resolve("aside"));
            Files.createDirectory(each);

            StorageException e = assertThrows(StorageException.class, () -> names().read());

            assertEquals(Reason.UNREADABLE, e.reason());
            assertEquals(each.toString(), e.location());
            assertTrue(String.valueOf(e.getMessage()).contains(each.toString()), e::toString);
            Files.delete(each);
            Files.move(aside, each);
        }
    }
}
