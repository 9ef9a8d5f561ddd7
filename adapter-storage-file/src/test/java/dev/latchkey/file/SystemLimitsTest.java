package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full and read-only file systems, permissions, umasks and locales, each in a process that has them. */
class SystemLimitsTest {
    /** Uses a separate mount namespace, so that the mounts are invisible outside. Not every user may use the first command. */
    private static final List<List<String>> NAMESPACES = List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"));

    private static final String MOUNT = "folder=$1; shift; mount -t tmpfs -o size=1m tmpfs \"$folder\"";

    @TempDir(factory = FolderInMemory.class)
    Path home;

    @Test
    void whatWasPreparedIsSavedOnADiskThatGotFullMeanwhile() throws Exception {
        runMounted("exec \"$@\" fullDisk \"$folder\"");
    }

    @Test
    void aReadOnlyFileSystemIsReadWithoutALock() throws Exception {
        runMounted("\"$@\" saveOne \"$folder\" && mount -o remount,ro \"$folder\" && exec \"$@\" readOnly \"$folder\"");
    }

    @Test
    void aDocumentIsSetAsideOnAnotherFileSystemAsWell() throws Exception {
        runMounted("exec \"$@\" otherFileSystem \"$folder\"");
    }

    @Test
    void whatThePermissionsForbidIsReported() throws Exception {
        ChildJvm.run(boundByPermissions(), "noPermission", home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "177", "777"})
    void modesAreTheSameUnderAnyUmask(String umask) throws Exception {
        List<String> prefix = new ArrayList<>(boundByPermissions());
        prefix.addAll(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
        ChildJvm.run(prefix, "umask", home);
    }

    @Test
    void aLocaleWithoutTheLettersIsNamedAsTheReason() throws Exception {
        assumeTrue(
                System.getProperty("os.name", "").equals("Linux"),
                "needs a system whose locale decides about file names");
        ChildJvm.run(List.of("env", "LC_ALL=C"), "asciiLocale", home);
    }

    @Test
    void whatMayNotBeEnteredMakesAListIncompleteWhichIsSaid() throws Exception {
        ChildJvm.run(boundByPermissions(), "partlyForbidden", home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jos\u00e9", "\u65e5\u672c"})
    void aSessionWhoseNameTheLocaleCannotDecodeMakesAListIncomplete(String account) throws Exception {
        assumeTrue(
                System.getProperty("os.name", "").equals("Linux"),
                "needs a system whose locale decides about file names");
        FileSessionStore store = new FileSessionStore(FileLayout.of(Shared.folders(home, home.resolve("bitfount"))));
        for (SessionId id : List.of(Scenarios.ALICE, new SessionId(Shared.PROVIDER, account))) {
            try (PreparedSave save = store.prepare(id, held(id))) {
                save.commit(Secret.of("a document"));
            }
        }
        // Files that belong to no session do no harm: a file, and a folder without a document.
        Files.createFile(home.resolve("bitfount").resolve(account + ".log"));
        Files.createDirectory(home.resolve("bitfount").resolve(account + account));
        ChildJvm.run(List.of("env", "LC_ALL=C"), "asciiList", home);
    }

    private void runMounted(String script) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(home.resolve("mounted"));
        List<String> command = new ArrayList<>(namespace(folder));
        command.addAll(List.of("sh", "-c", "set -e; " + MOUNT + "; " + script, "sh", folder.toString()));
        command.addAll(ChildJvm.command());
        try (ChildJvm child = ChildJvm.start(command)) {
            child.assertDone();
        }
    }

    private static List<String> namespace(Path folder) throws IOException, InterruptedException {
        for (List<String> candidate : NAMESPACES) {
            List<String> attempt = new ArrayList<>(candidate);
            attempt.addAll(List.of("sh", "-c", MOUNT, "sh", folder.toString()));
            if (succeeds(attempt)) {
                return candidate;
            }
        }
        assumeTrue(false, "needs Linux, and the right to mount: as root, or in a user namespace");
        return List.of();
    }

    /** Takes from root the power to bypass permissions; empty for any other user. */
    private static List<String> boundByPermissions() throws IOException, InterruptedException {
        if (!succeeds(List.of("sh", "-c", "test \"$(id -u)\" = 0"))) {
            return List.of();
        }
        String powers = "-dac_override,-dac_read_search";
        return List.of("setpriv", "--inh-caps", powers, "--bounding-set", powers);
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // This system does not have the command.
        }
    }
}
