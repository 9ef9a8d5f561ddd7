package dev.latchkey.acceptance.e2e;

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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in the repository's root, in a separate checkout with a fake JDK that prints its arguments. */
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
        Documents.writeText(checkout.resolve("distribution/target/latchkey.jar"), "");
        Files.createDirectories(checkout.resolve("distribution/target/lib"));
        jdk("17.0.1");
    }

    @Test
    void runsMainWithUnchangedArguments() throws Exception {
        Run run = launch(checkout.resolve("latchkey"), "token", "a b", "", "*", "--x='y'");

        run.expect(0);
        List<String> arguments = run.out().lines().toList();
        int main = arguments.indexOf("dev.latchkey.cli.Main");
        assertEquals(List.of("token", "a b", "", "*", "--x='y'"), arguments.subList(main + 1, arguments.size()));
        assertEquals(checkout.toRealPath() + "/distribution/target/latchkey.jar", arguments.get(main - 1));
        assertTrue(arguments.contains("-XX:TieredStopAtLevel=1"), run.out());
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path first = Files.createDirectories(folder.resolve("bin")).resolve("lk");
        Files.createSymbolicLink(first, Path.of("../check out/latchkey"));
        Path second = folder.resolve("latchkey-link");
        Files.createSymbolicLink(second, first);

        launch(second, "status").expect(0).saysOnOut("check out/distribution/target/latchkey.jar");
    }

    @Test
    void reportsAJdkThatIsTooOld() throws Exception {
        jdk("11.0.2");

        launch(checkout.resolve("latchkey")).expect(1).saysOnErr("is Java 11, but 17 or later is needed");
    }

    @Test
    void reportsAJavaHomeWithoutJava() throws Exception {
        Files.delete(folder.resolve("jdk/bin/java"));

        launch(checkout.resolve("latchkey")).expect(1).saysOnErr("JAVA_HOME");
    }

    @Test
    void enablesNativeAccessOnlyOnANewJdk() throws Exception {
        assertFalse(launch(checkout.resolve("latchkey")).out().contains("--enable-native-access"));
        jdk("25");
        launch(checkout.resolve("latchkey")).expect(0).saysOnOut("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void choosesTheGarbageCollectorThatStartsFastestOnTheJdk() throws Exception {
        assertFalse(launch(checkout.resolve("latchkey")).out().contains("-XX:+UseSerialGC"));
        jdk("25.0.1");
        launch(checkout.resolve("latchkey")).expect(0).saysOnOut("-XX:+UseSerialGC");
    }

    @Test
    void usesTheArchivesOfTheJdk() throws Exception {
        archives("distribution/target");

        launch(checkout.resolve("latchkey"), "token")
                .saysOnOut("-XX:SharedArchiveFile=" + startup() + "17.0.1+5-upper.jsa\n")
                .saysOnOut("-XX:ArchiveRelocationMode=0\n");
    }

    @Test
    void usesBothArchivesIfTheJdkSupportsIt() throws Exception {
        jdk("25.0.1");
        archives("distribution/target", "25.0.1");

        launch(checkout.resolve("latchkey"), "token")
                .saysOnOut("-XX:SharedArchiveFile=" + startup() + "25.0.1+5.jsa:" + startup() + "25.0.1+5-upper.jsa\n");
    }

    @Test
    void ignoresArchivesOfAnotherJdk() throws Exception {
        archives("distribution/target");
        jdk("17.0.2");

        assertNoArchive(launch(checkout.resolve("latchkey"), "token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".jsa", "-upper.jsa"})
    void ignoresAnArchiveThatIsEmptyOrForAnotherJar(String ending) throws Exception {
        archives("distribution/target");
        Path archive = checkout.resolve("distribution/target/startup/17.0.1+5" + ending);
        FileTime jars = Files.getLastModifiedTime(archive);
        for (int seconds : List.of(-60, 60)) {
            Files.setLastModifiedTime(archive, FileTime.from(jars.toInstant().plusSeconds(seconds)));
            assertNoArchive(launch(checkout.resolve("latchkey"), "token"));
        }
        Files.write(archive, new byte[0]);
        Files.setLastModifiedTime(archive, jars);

        assertNoArchive(launch(checkout.resolve("latchkey"), "token"));
    }

    @Test
    void aVariableDisablesArchives() throws Exception {
        archives("distribution/target");

        assertNoArchive(launchWith(Map.of("LATCHKEY_NO_ARCHIVE", "1"), "token"));
    }

    @Test
    void usesTheArchiveOfADebianPackage() throws Exception {
        install("usr/lib/latchkey");
        archives("var/lib/latchkey");
        Path link = Files.createDirectories(checkout.resolve("usr/bin")).resolve("latchkey");
        Files.createSymbolicLink(link, Path.of("../lib/latchkey/bin/latchkey"));

        launch(link, "token")
                .expect(0)
                .saysOnOut("-XX:SharedArchiveFile=" + checkout.toRealPath() + "/var/lib/latchkey/17.0.1+5-upper.jsa\n");
    }

    @Test
    void omitsOptionsThatAnotherVendorsJvmMayNotKnow() throws Exception {
        launch(checkout.resolve("latchkey"), "token")
                .expect(0)
                .saysOnOut("-XX:+IgnoreUnrecognizedVMOptions\n-Xms16m\n");
    }

    @Test
    void printsStoredHelp() throws Exception {
        newer("distribution/target/startup/help/latchkey", "the help\n");
        newer("distribution/target/startup/help/token", "a token's help\n");

        assertEquals(new Run(0, "the help\n", ""), launch(checkout.resolve("latchkey"), "--help"));
        assertEquals(new Run(0, "the help\n", ""), launch(checkout.resolve("latchkey"), "-h"));
        assertEquals(new Run(0, "a token's help\n", ""), launch(checkout.resolve("latchkey"), "token", "--help"));
    }

    @Test
    void printsStoredHelpThatIsAsOldAsTheJar() throws Exception {
        Path help = newer("distribution/target/startup/help/latchkey", "the help\n");
        Files.setLastModifiedTime(
                help, Files.getLastModifiedTime(checkout.resolve("distribution/target/latchkey.jar")));

        assertEquals(new Run(0, "the help\n", ""), launch(checkout.resolve("latchkey"), "--help"));
    }

    @Test
    void runsTheProgramForHelpThatIsNotStored() throws Exception {
        Path help = newer("distribution/target/startup/help/latchkey", "old help\n");
        newer("distribution/target/secret", "not help\n");

        launch(checkout.resolve("latchkey"), "provider", "add", "--help")
                .expect(0)
                .saysOnOut("dev.latchkey.cli.Main");
        launch(checkout.resolve("latchkey"), "status", "--help").expect(0).saysOnOut("dev.latchkey.cli.Main");
        launch(checkout.resolve("latchkey"), "../../secret", "--help").expect(0).saysOnOut("dev.latchkey.cli.Main");
        Files.setLastModifiedTime(help, FileTime.fromMillis(0));
        launch(checkout.resolve("latchkey"), "--help").expect(0).saysOnOut("dev.latchkey.cli.Main");
    }

    @Test
    void findsJavaOnThePath() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first on the path"));
        Files.createSymbolicLink(first.resolve("java"), folder.resolve("jdk/bin/java"));
        jdk("25");

        launchWith(Map.of("JAVA_HOME", "", "PATH", first + ":" + System.getenv("PATH")), "status")
                .expect(0)
                .saysOnOut("--enable-native-access=ALL-UNNAMED");
    }

    /** A JVM would report this on standard output, where callers expect a token. */
    @Test
    void reportsADeletedWorkingDirectory() throws Exception {
        Path gone = folder.resolve("in-gone");
        script(
                gone,
                "#!/bin/sh\nmkdir gone && cd gone && rmdir ../gone && exec sh '" + checkout + "/latchkey' \"$@\"\n");

        Run run = launch(gone, "token").expect(1).saysOnErr("does not exist any more");

        assertEquals("", run.out());
    }

    @Test
    void reportsThatThereIsNoJava() throws Exception {
        launchWith(Map.of("JAVA_HOME", "", "PATH", "/nowhere"), "status")
                .expect(1)
                .saysOnErr("Java was not found");
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        Files.delete(checkout.resolve("distribution/target/latchkey.jar"));
        script(checkout.resolve("mvnw"), "#!/bin/sh\necho \"built: $*\"\ntouch distribution/target/latchkey.jar\n");

        Run run = launch(checkout.resolve("latchkey"), "status").expect(0);

        run.saysOnErr("building the command line").saysOnErr("built: -q -B -pl distribution -am package");
        assertFalse(run.out().contains("built"), "the result is the command's alone");
    }

    @Test
    void reportsAFailedBuild() throws Exception {
        Files.delete(checkout.resolve("distribution/target/latchkey.jar"));
        script(checkout.resolve("mvnw"), "#!/bin/sh\nexit 1\n");

        launch(checkout.resolve("latchkey"), "status").expect(1).saysOnErr("The build failed");
    }

    /** Creates a JDK of this version whose {@code java} prints its arguments, one per line. */
    private void jdk(String version) throws IOException {
        Documents.writeText(
                folder.resolve("jdk/release"),
                "IMPLEMENTOR=\"x\"\nJAVA_RUNTIME_VERSION=\"" + version + "+5\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(folder.resolve("jdk/bin"));
        script(folder.resolve("jdk/bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    }

    /** Creates archives for JDK 17.0.1 in a folder of the checkout, with the jar's modification time. */
    private void archives(String name) throws IOException {
        archives(name, "17.0.1");
    }

    private void archives(String name, String version) throws IOException {
        Path place = checkout.resolve(name.endsWith("target") ? name + "/startup" : name);
        FileTime jars = Files.getLastModifiedTime(checkout.resolve("distribution/target/latchkey.jar"));
        for (String ending : List.of(".jsa", "-upper.jsa")) {
            Path archive = place.resolve(version + "+5" + ending);
            Documents.writeText(archive, "an archive");
            Files.setLastModifiedTime(archive, jars);
        }
    }

    private String startup() throws IOException {
        return checkout.toRealPath() + "/distribution/target/startup/";
    }

    private static void assertNoArchive(Run run) {
        assertFalse(run.expect(0).out().contains("SharedArchiveFile"), run.out());
        assertFalse(run.out().contains("ArchiveRelocationMode"), run.out());
    }

    /** Installs the program as a package does, with the modification time of the checkout's jar. */
    private void install(String name) throws IOException {
        Path place = checkout.resolve(name);
        Path jar = place.resolve("libexec/latchkey.jar");
        Documents.writeText(jar, "");
        Files.setLastModifiedTime(jar, Files.getLastModifiedTime(checkout.resolve("distribution/target/latchkey.jar")));
        Files.createDirectories(place.resolve("libexec/lib"));
        Files.createDirectories(place.resolve("bin"));
        script(place.resolve("bin/latchkey"), Files.readString(SCRIPT));
    }

    /** Creates a file in the checkout that is newer than the jar. */
    private Path newer(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Documents.writeText(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        return file;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run launch(Path script, String... arguments) throws IOException, InterruptedException {
        return launch(script, Map.of(), arguments);
    }

    private Run launchWith(Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        return launch(checkout.resolve("latchkey"), variables, arguments);
    }

    private Run launch(Path script, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(folder, "out-", ".txt");
        Path err = Files.createTempFile(folder, "err-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(variables);
        int code = builder.start().waitFor();
        return new Run(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
