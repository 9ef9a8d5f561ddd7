package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatchkeyFoldersTest {
    @Test
    void theVariableMovesEverythingToOneFolder() {
        LatchkeyFolders folders =
                of(Map.of("LATCHKEY_HOME", "/data/keys", "HOME", "/home/a", "XDG_DATA_HOME", "/xdg"), "/root", "Linux");

        assertEquals(Path.of("/data/keys").toAbsolutePath(), folders.home());
        assertEquals(folders.home().resolve("sessions"), folders.sessions());
        assertEquals(folders.home().resolve("locks"), folders.locks());
        assertEquals(folders.home().resolve("keyring-key"), folders.keyringKey());
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

        StorageException refusal = assertThrows(StorageException.class, () -> of(environment, userHome, system));

        assertTrue(refusal.toString().endsWith("Set HOME or LATCHKEY_HOME to an absolute path."), refusal::toString);
    }

    @Test
    void whatNamesTheHomeNeedsNoOther() {
        assertEquals(
                Path.of("/data"),
                of(Map.of("LATCHKEY_HOME", "/data", "HOME", "rel"), "?", "Linux")
                        .home());
    }

    @Test
    void unsafeFoldersAreAllowedByOneValueOnly() {
        for (String value : List.of("", "0", "yes")) {
            assertFalse(
                    of(Map.of("LATCHKEY_UNSAFE_HOME", value), "/root", "Linux").unsafe());
        }
        assertTrue(of(Map.of("LATCHKEY_UNSAFE_HOME", "1"), "/root", "Linux").unsafe());
        assertTrue(of(Map.of("LATCHKEY_UNSAFE_HOME", "1", "LATCHKEY_HOME", "/data"), "/root", "Linux")
                .unsafe());
    }

    @Test
    void aRelativeDataFolderIsIgnoredOnWindowsToo() {
        assertEquals(
                Path.of("/Users/a/AppData/Local/Latchkey"),
                of(Map.of("USERPROFILE", "/Users/a", "LOCALAPPDATA", "rel"), "/", "Windows 11")
                        .home());
    }

    @Test
    void homeCountsMoreThanWhatTheJvmThinks() {
        LatchkeyFolders folders = of(Map.of("HOME", "/home/a"), "/root", "Linux");

        assertEquals(Path.of("/home/a/.local/share/latchkey"), folders.home());
    }

    @Test
    void emptyVariablesCountAsUnset() {
        LatchkeyFolders folders = of(Map.of("LATCHKEY_HOME", "", "HOME", "", "XDG_DATA_HOME", ""), "/root", "Linux");

        assertEquals(Path.of("/root/.local/share/latchkey"), folders.home());
    }

    @Test
    void theDataFolderOfXdgIsUsedIfItIsAbsolute() {
        assertEquals(Path.of("/xdg/latchkey"), linux("/xdg").home());
        assertEquals(Path.of("/home/a/.local/share/latchkey"), linux("xdg").home());
    }

    @Test
    void macsHaveTheirOwnPlace() {
        LatchkeyFolders folders = of(Map.of("HOME", "/Users/a", "XDG_DATA_HOME", "/xdg"), "/Users/b", "Mac OS X");

        assertEquals(Path.of("/Users/a/Library/Application Support/Latchkey"), folders.home());
    }

    @Test
    void windowsHasItsOwnPlaceAndHomeOfAUnixShellDoesNotCount() {
        LatchkeyFolders folders = of(
                Map.of("HOME", "/c/cygwin", "USERPROFILE", "/Users/a", "LOCALAPPDATA", "/Users/a/Local"),
                "/Users/b",
                "Windows 11");

        assertEquals(Path.of("/Users/a/Local/Latchkey"), folders.home());
        assertEquals(
                Path.of("/Users/b/AppData/Local/Latchkey"),
                of(Map.of(), "/Users/b", "Windows 11").home());
    }

    @Test
    void aVariableThatIsSetToNothingIsNotSet() {
        UserEnvironment user = user(Map.of("ONE", "1", "NONE", ""), "/root", "Linux");

        assertEquals(Optional.of("1"), user.variable("ONE"));
        assertEquals(Optional.empty(), user.variable("NONE"));
    }

    @Test
    void aFolderThatAVariableNamesMustBeAnAbsolutePath() {
        UserEnvironment user = user(Map.of("DATA", "/data", "REL", "rel"), "/root", "Linux");

        assertEquals(Optional.of(Path.of("/data")), user.folder("DATA"));
        assertEquals(Optional.empty(), user.folder("NONE"));
        assertThrows(StorageException.class, () -> user.folder("REL"));
    }

    @ParameterizedTest
    @CsvSource({"/home/a,/root,true", "/home/a,?,true", "'',/root,true", "'',?,false", "'','',false"})
    void aHomeIsNamedByAVariableOrByTheSystem(String variable, String userHome, boolean named) {
        assertEquals(named, user(Map.of("HOME", variable), userHome, "Linux").namesHome());
    }

    private static LatchkeyFolders linux(String xdg) {
        return of(Map.of("HOME", "/home/a", "XDG_DATA_HOME", xdg), "/root", "Linux");
    }

    private static LatchkeyFolders of(Map<String, String> environment, String userHome, String system) {
        return LatchkeyFolders.of(user(environment, userHome, system));
    }

    private static UserEnvironment user(Map<String, String> environment, String userHome, String system) {
        return new UserEnvironment(FileSystems.getDefault(), environment, userHome, system);
    }
}
