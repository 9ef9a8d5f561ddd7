package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The creation of a user's own class archives, with a fake launcher that does what the JVM would do. */
class MakeArchivesE2eTest {
    private static final String LAUNCHER = """
            #!/bin/sh
            file=${JDK_JAVA_OPTIONS##*=\\'}
            case ${JDK_JAVA_OPTIONS:-} in
                *DumpLoadedClassList*) printf 'java/lang/Object id: 0\\n@lambda-proxy X\\n' >"${file%%\\'*}" ;;
                *SharedArchiveFile*) echo 'an archive' >"${file%%\\'*}" ;;
            esac
            printf '    java.runtime.version = 25+1\\nlatchkey 1.0\\nLogged out\\n'
            """;

    @TempDir
    private Path folder;

    private Path own;

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path libexec = Files.createDirectories(folder.resolve("libexec"));
        Files.createDirectories(folder.resolve("bin"));
        script(folder.resolve("bin/latchkey"), LAUNCHER);
        script(
                libexec.resolve("make-archives"),
                Files.readString(Path.of("..", "distribution", "src", "main", "startup", "make-archives")));
        Documents.writeText(libexec.resolve("latchkey.jar"), "");
        Files.setLastModifiedTime(
                libexec.resolve("latchkey.jar"), FileTime.from(Instant.parse("2026-11-24T00:00:00Z")));
        own = folder.resolve("cache/archives");
    }

    @Test
    void theArchivesArePrivateAndHaveTheJarsModificationTime() throws Exception {
        make();

        assertEquals(List.of("25+1-upper.jsa", "25+1.jsa"), made());
        for (String name : made()) {
            assertEquals(
                    Files.getLastModifiedTime(folder.resolve("libexec/latchkey.jar")),
                    Files.getLastModifiedTime(own.resolve(name)));
            assertEquals("rw-------", modes(own.resolve(name)));
        }
        assertEquals("rwx------", modes(own));
    }

    @Test
    void onlyOneProcessCreatesThemAtATime() throws Exception {
        Files.createDirectories(own.resolve("making"));

        make();

        assertEquals(List.of("making"), made());
    }

    @Test
    void theLockOfAKilledProcessExpires() throws Exception {
        Path lock = Files.createDirectories(own.resolve("making"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(20 * 60)));

        make();

        assertEquals(List.of("25+1-upper.jsa", "25+1.jsa"), made());
    }

    @Test
    void aFailureIsRecordedForThatJdk() throws Exception {
        script(folder.resolve("bin/latchkey"), "#!/bin/sh\nexit 1\n");

        make();

        assertEquals(List.of("25+1.failed"), made());
    }

    private void make() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("libexec/make-archives").toString(), "--own", own.toString(), "25+1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.start().waitFor();
    }

    private List<String> made() throws IOException {
        try (Stream<Path> files = Files.list(own)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String modes(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
