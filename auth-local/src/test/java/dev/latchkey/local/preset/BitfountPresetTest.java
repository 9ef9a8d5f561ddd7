package dev.latchkey.local.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.preset.Presets.BitfountPreset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitfountPresetTest {
    @Test
    void homeTakesPrecedenceOverUserHomeProperty() {
        assertEquals(Path.of("/home/a/.bitfount"), bitfount(Map.of()));
        assertEquals(Path.of("/root/.bitfount"), root(user(Map.of("HOME", ""))));
    }

    @Test
    void onWindowsTheFolderIsInTheUserProfile() {
        UserEnvironment user = new UserEnvironment(
                FileSystems.getDefault(),
                Map.of("HOME", "/c/cygwin", "USERPROFILE", "/Users/a"),
                "/Users/b",
                "Windows 11");

        assertEquals(Path.of("/Users/a/.bitfount"), root(user));
    }

    @Test
    void bitfountIsTheOnlySharedFolder() {
        assertEquals(
                List.of(new SharedFolder("bitfount", Path.of("/home/a/.bitfount"), ".token")),
                Presets.folders(user(Map.of("HOME", "/home/a"))).shared());
    }

    @Test
    void alsoLooksWhereVersion010SealedSessions() {
        assertEquals(
                List.of(new SharedFolder("bitfount", Path.of("/home/a/.local/share/latchkey/bitfount"), ".token")),
                new BitfountPreset().formerFolders(user(Map.of("HOME", "/home/a"))));
        assertEquals(
                List.of(new SharedFolder("bitfount", Path.of("/home/a/.bitfount"), ".token")),
                new BitfountPreset().formerFolders(user(Map.of("HOME", "/home/a", "LATCHKEY_HOME", "/data"))));
        assertEquals(
                List.of(),
                new BitfountPreset()
                        .formerFolders(new UserEnvironment(
                                FileSystems.getDefault(), Map.of("LATCHKEY_HOME", "/data"), "?", "Linux")));
    }

    @ParameterizedTest
    @CsvSource({"HOME, rel", "BITFOUNT_HOME, rel", "BITFOUNT_STORAGE_PATH, rel"})
    void anInvalidVariableIsNotIgnored(String variable, String value) {
        UserEnvironment user = user(Map.of("LATCHKEY_HOME", "/data", variable, value));

        assertThrows(StorageException.class, () -> new BitfountPreset().formerFolders(user));
    }

    /** The newer versions of Bitfount's Python client use the same rules. */
    @Test
    void usesTheFolderOfThePythonClient() {
        assertEquals(Path.of("/store"), bitfount(Map.of("BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf")));
        assertEquals(Path.of("/bf/.bitfount"), bitfount(Map.of("BITFOUNT_STORAGE_PATH", "", "BITFOUNT_HOME", "/bf")));
        assertEquals(Path.of("/home/a/.bitfount"), bitfount(Map.of("BITFOUNT_HOME", "")));
    }

    @ParameterizedTest
    @CsvSource({"BITFOUNT_STORAGE_PATH, store", "BITFOUNT_HOME, ~", "BITFOUNT_HOME, bf"})
    void refusesAFolderRelativeToTheWorkingDirectory(String variable, String value) {
        StorageException e = assertThrows(StorageException.class, () -> bitfount(Map.of(variable, value)));

        assertTrue(String.valueOf(e.getMessage()).contains(variable), e::getMessage);
    }

    @Test
    void latchkeyHomeTakesPrecedenceOverThePythonClientsFolders() {
        assertEquals(
                Path.of("/data/keys/bitfount"),
                bitfount(Map.of(
                        "LATCHKEY_HOME", "/data/keys", "BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf")));
    }

    @Test
    void thePythonClientsFoldersDoNotMoveLatchkeysHome() {
        LatchkeyFolders folders = Presets.folders(
                user(Map.of("HOME", "/home/a", "BITFOUNT_STORAGE_PATH", "/store", "BITFOUNT_HOME", "/bf")));

        assertEquals(Path.of("/home/a/.local/share/latchkey"), folders.home());
    }

    private static Path root(UserEnvironment user) {
        return new BitfountPreset().folder(user).orElseThrow().root();
    }

    private static UserEnvironment user(Map<String, String> variables) {
        return new UserEnvironment(FileSystems.getDefault(), variables, "/root", "Linux");
    }

    private static Path bitfount(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOME", "/home/a");
        return new BitfountPreset().folder(user(all)).orElseThrow().root();
    }
}
