package dev.latchkey.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root of the repository, in a checkout of its own with a JDK that only says what it was asked. */
class LauncherE2eTest {
    private static final Path SCRIPT = Path.of("..", "latchkey");

    @TempDir
    private Path folder;

    private Path checkout;

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        checkout = Files.createDirectories(folder.resolve("check out"));
        script(checkout.resolve("latchkey"), Files.readString(SCRIPT));
        Documents.writeText(checkout.resolve("app-cli/target/app-cli-9.jar"), "");
        Files.createDirectories(checkout.resolve("app-cli/target/lib"));
        jdk("17.0.1");
    }

    @Test
    void itRunsMainWithTheArgumentsAsTheyAre() throws Exception {
        Run run = launch(checkout.resolve("latchkey"), "token", "a b", "", "*", "--x='y'");

        run.expect(0);
        List<String> arguments = run.out().lines().toList();
        int main = arguments.indexOf("dev.latchkey.cli.Main");
        assertEquals(List.of("token", "a b", "", "*", "--x='y'"), arguments.subList(main + 1, arguments.size()));
        assertTrue(
                arguments.get(main - 1).startsWith(checkout.toRealPath() + "/app-cli/target/app-cli-9.jar:"),
                run.out());
        assertTrue(arguments.contains("-XX:TieredStopAtLevel=1"), run.out());
    }

    @Test
    void itIsFoundThroughLinks() throws Exception {
        Path first = Files.createDirectories(folder.resolve("bin")).resolve("lk");
        Files.createSymbolicLink(first, Path.of("../check out/latchkey"));
        Path second = folder.resolve("latchkey-link");
        Files.createSymbolicLink(second, first);

        launch(second, "status").expect(0).saysOnOut("check out/app-cli/target/app-cli-9.jar");
    }

    @Test
    void aJdkThatIsTooOldIsSaidSo() throws Exception {
        jdk("11.0.2");

        launch(checkout.resolve("latchkey")).expect(1).saysOnErr("is Java 11, but 17 or later is needed");
    }

    @Test
    void aJavaHomeWithoutJavaIsSaidSo() throws Exception {
        Files.delete(folder.resolve("jdk/bin/java"));

        launch(checkout.resolve("latchkey")).expect(1).saysOnErr("JAVA_HOME");
    }

    @Test
    void onlyANewJdkIsToldThatNativeCodeIsAllowed() throws Exception {
        assertFalse(launch(checkout.resolve("latchkey")).out().contains("--enable-native-access"));
        jdk("25");
        launch(checkout.resolve("latchkey")).expect(0).saysOnOut("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void whatIsMissingIsBuiltFirst() throws Exception {
        Files.delete(checkout.resolve("app-cli/target/app-cli-9.jar"));
        script(checkout.resolve("mvnw"), "#!/bin/sh\necho \"built: $*\"\ntouch app-cli/target/app-cli-9.jar\n");

        Run run = launch(checkout.resolve("latchkey"), "status").expect(0);

        run.saysOnErr("building the command line").saysOnErr("built: -q -B -pl app-cli -am package");
        assertFalse(run.out().contains("built"), "the result is the command's alone");
    }

    @Test
    void aBuildThatFailsIsSaidSo() throws Exception {
        Files.delete(checkout.resolve("app-cli/target/app-cli-9.jar"));
        script(checkout.resolve("mvnw"), "#!/bin/sh\nexit 1\n");

        launch(checkout.resolve("latchkey"), "status").expect(1).saysOnErr("The build failed");
    }

    /** A JDK of that version whose {@code java} prints its arguments, one a line. */
    private void jdk(String version) throws IOException {
        Documents.writeText(folder.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(folder.resolve("jdk/bin"));
        script(folder.resolve("jdk/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run launch(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(folder, "out-", ".txt");
        Path err = Files.createTempFile(folder, "err-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        int code = builder.start().waitFor();
        return new Run(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
