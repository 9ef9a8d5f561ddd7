package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatchkeyFoldersTest {
    @Test
    void theVariableMovesEverythingToOneFolder() {
        LatchkeyFolders folders = LatchkeyFolders.of(
                Map.of("LATCHKEY_HOME", "/data/keys", "HOME", "/home/a", "XDG_DATA_HOME", "/xdg"), "/root", "Linux");

        assertEquals(Path.of("/data/keys").toAbsolutePath(), folders.home());
        assertEquals(folders.home().resolve("sessions"), folders.sessions());
        assertEquals(folders.home().resolve("locks"), folders.locks());
        assertEquals(folders.home().resolve("keyring-key"), folders.keyringKey());
        assertEquals(folders.home().resolve("bitfount"), folders.bitfount());
    }

    @ParameterizedTest
    @CsvSource({
        "LATCHKEY_HOME,keys,/root,Linux",
        "LATCHKEY_HOME,~/x,/root,Linux",
        "LATCHKEY_HOME,.,/root,Linux",
        "HOME,rel/dir,/root,Linux",
        "HOME,~,/root,Mac OS X",
        "USERPROFILE,rel,/root,Windows 11",
        "NONE,x,?,Linux",
        "NONE,x,'',Linux",
        "NONE,x,'',Windows 11",
        "XDG_DATA_HOME,/xdg,?,Linux",
    })
    void withoutAnAbsoluteHomeNothingIsKept(String variable, String value, String userHome, String system) {
        Map<String, String> environment = Map.of(variable, value);

        StorageException refusal =
                assertThrows(StorageException.class, () -> LatchkeyFolders.of(environment, userHome, system));

        assertTrue(refusal.toString().endsWith("Set HOME or LATCHKEY_HOME to an absolute path."), refusal::toString);
    }

    @Test
    void whatNamesTheHomeNeedsNoOther() {
        assertEquals(
                Path.of("/data"),
                LatchkeyFolders.of(Map.of("LATCHKEY_HOME", "/data", "HOME", "rel"), "?", "Linux")
                        .home());
        assertEquals(
                Path.of("/home/a/.bitfount"),
                LatchkeyFolders.of(Map.of("HOME", "/home/a"), "?", "Linux").bitfount());
    }

    @Test
    void unsafeFoldersAreAllowedByOneValueOnly() {
        for (String value : List.of("", "0", "yes")) {
            assertFalse(LatchkeyFolders.of(Map.of("LATCHKEY_UNSAFE_HOME", value), "/root", "Linux")
                    .unsafe());
        }
        assertTrue(LatchkeyFolders.of(Map.of("LATCHKEY_UNSAFE_HOME", "1"), "/root", "Linux")
                .unsafe());
        assertTrue(LatchkeyFolders.of(Map.of("LATCHKEY_UNSAFE_HOME", "1", "LATCHKEY_HOME", "/data"), "/root", "Linux")
                .unsafe());
    }

    @Test
    void aRelativeDataFolderIsIgnoredOnWindowsToo() {
        assertEquals(
                Path.of("/Users/a/AppData/Local/Latchkey"),
                LatchkeyFolders.of(Map.of("USERPROFILE", "/Users/a", "LOCALAPPDATA", "rel"), "/", "Windows 11")
                        .home());
    }

    @Test
    void homeCountsMoreThanWhatTheJvmThinks() {
        LatchkeyFolders folders = LatchkeyFolders.of(Map.of("HOME", "/home/a"), "/root", "Linux");

        assertEquals(Path.of("/home/a/.local/share/latchkey"), folders.home());
        assertEquals(Path.of("/home/a/.bitfount"), folders.bitfount());
    }

    @Test
    void emptyVariablesCountAsUnset() {
        LatchkeyFolders folders =
                LatchkeyFolders.of(Map.of("LATCHKEY_HOME", "", "HOME", "", "XDG_DATA_HOME", ""), "/root", "Linux");

        assertEquals(Path.of("/root/.local/share/latchkey"), folders.home());
        assertEquals(Path.of("/root/.bitfount"), folders.bitfount());
    }

    @Test
    void theDataFolderOfXdgIsUsedIfItIsAbsolute() {
        assertEquals(Path.of("/xdg/latchkey"), linux("/xdg").home());
        assertEquals(Path.of("/home/a/.bitfount"), linux("/xdg").bitfount());
        assertEquals(Path.of("/home/a/.local/share/latchkey"), linux("xdg").home());
    }

    @Test
    void macsHaveTheirOwnPlace() {
        LatchkeyFolders folders =
                LatchkeyFolders.of(Map.of("HOME", "/Users/a", "XDG_DATA_HOME", "/xdg"), "/Users/b", "Mac OS X");

        assertEquals(Path.of("/Users/a/Library/Application Support/Latchkey"), folders.home());
        assertEquals(Path.of("/Users/a/.bitfount"), folders.bitfount());
    }

    @Test
    void windowsHasItsOwnPlaceAndHomeOfAUnixShellDoesNotCount() {
        LatchkeyFolders folders = LatchkeyFolders.of(
                Map.of("HOME", "/c/cygwin", "USERPROFILE", "/Users/a", "LOCALAPPDATA", "/Users/a/Local"),
                "/Users/b",
                "Windows 11");

        assertEquals(Path.of("/Users/a/Local/Latchkey"), folders.home());
        assertEquals(Path.of("/Users/a/.bitfount"), folders.bitfount());
        assertEquals(
                Path.of("/Users/b/AppData/Local/Latchkey"),
                LatchkeyFolders.of(Map.of(), "/Users/b", "Windows 11").home());
    }

    /** As the newer versions of Bitfount's Python client look for them. */
    @Test
    void bitfountsSessionsAreWhereItsPythonClientHasThem() {
        assertEquals(Path.of("/store"), bitfount(Map.of("BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf")));
        assertEquals(Path.of("/bf/.bitfount"), bitfount(Map.of("BITFOUNT_STORAGE_PATH", "", "BITFOUNT_HOME", "/bf")));
        assertEquals(Path.of("/home/a/.bitfount"), bitfount(Map.of("BITFOUNT_HOME", "")));
    }

    @ParameterizedTest
    @CsvSource({"BITFOUNT_STORAGE_PATH, store", "BITFOUNT_HOME, ~", "BITFOUNT_HOME, bf"})
    void bitfountsFoldersAreNotBelowTheWorkingFolder(String variable, String value) {
        StorageException e = assertThrows(StorageException.class, () -> bitfount(Map.of(variable, value)));

        assertTrue(String.valueOf(e.getMessage()).contains(variable), e::getMessage);
    }

    @Test
    void latchkeysOwnHomeCountsMoreThanThePythonClientsPlaces() {
        assertEquals(
                Path.of("/data/keys/bitfount"),
                bitfount(Map.of(
                        "LATCHKEY_HOME", "/data/keys", "BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf")));
    }

    @Test
    void thePythonClientsPlacesMoveNothingElse() {
        LatchkeyFolders folders = LatchkeyFolders.of(
                Map.of("HOME", "/home/a", "BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf"), "/root", "Linux");

        assertEquals(Path.of("/home/a/.local/share/latchkey"), folders.home());
    }

    private static Path bitfount(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOME", "/home/a");
        return LatchkeyFolders.of(all, "/root", "Linux").bitfount();
    }

    private static LatchkeyFolders linux(String xdg) {
        return LatchkeyFolders.of(Map.of("HOME", "/home/a", "XDG_DATA_HOME", xdg), "/root", "Linux");
    }
}
