package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer's build with Maven, separate from this one. It imports the BOM and depends on each module of the library and on Retrofit,
 * which brings in an older OkHttp. Its POM contains the rules to enforce: one version of each dependency, and none older than another
 * dependency requires.
 */
class ConsumerBuildIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CONSUMER = Path.of("src", "test", "consumer");
    private static final Path STARTER = Path.of("src", "test", "starter");
    /** The module whose folder has a different name. */
    private static final Map<String, String> FOLDERS = Map.of("latchkey", "starter");

    private static final Set<String> NOT_OF_THE_LIBRARY =
            Set.of("latchkey-bom", "app-cli", "acceptance-tests", "distribution", "benchmarks", "examples");
    private static final boolean WINDOWS = File.separatorChar == '\\';

    @TempDir
    private Path folder;

    private record Ended(int code, String output) {}

    @Test
    void theBomPinsEachModuleAndTheConsumerUsesEach() throws Exception {
        Set<String> library = all("<module>([a-z-]+)</module>", ROOT.resolve("pom.xml"));
        library.removeAll(NOT_OF_THE_LIBRARY);

        assertEquals(library, folders(pinned()));
        assertEquals(library, folders(ours(CONSUMER.resolve("pom.xml"))));
    }

    @Test
    void aProgramWithRetrofitIsBuiltWithOneOkHttpVersionAndRuns() throws Exception {
        Path repository = repository();
        Path project = copyOf(CONSUMER);

        Ended build = build(project, repository);

        assertEquals(0, build.code(), build::output);
        // If a POM is missing or invalid, Maven only warns and continues without its dependencies.
        assertFalse(build.output().contains("[WARNING] The POM for"), build::output);
        String classpath = Files.readString(project.resolve("target/classpath"));
        List<String> okHttps = new ArrayList<>();
        for (String file : classpath.split(File.pathSeparator, -1)) {
            try (JarFile jar = new JarFile(file)) {
                if (jar.getEntry("okhttp3/OkHttpClient.class") != null) {
                    okHttps.add(file);
                }
            }
        }
        assertEquals(1, okHttps.size(), okHttps::toString);
        String whole = project.resolve("target/classes") + File.pathSeparator + classpath;
        Ended run = run(List.of(java(), "-cp", whole, "com.example.Consumer"));
        assertEquals("Bearer the-token", run.output().strip());
        assertEquals(0, run.code());
    }

    @Test
    void aProgramWithTheBomAndOneDependencyLogsInAndCallsAnApi() throws Exception {
        Path project = copyOf(STARTER);
        Ended build = build(project, repository());
        assertEquals(0, build.code(), build::output);
        String classpath = project.resolve("target/classes")
                + File.pathSeparator
                + Files.readString(project.resolve("target/classpath"));

        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start()) {
            server.autoApprove("alice");
            Ended run = run(List.of(
                    java(),
                    "-cp",
                    classpath,
                    "com.example.Program",
                    server.issuer().toString(),
                    server.clientId(),
                    server.uri("/api/hello").toString()));

            assertTrue(run.output().contains("Open this page"), run::output);
            assertTrue(run.output().contains("alice"), run::output);
            assertEquals(0, run.code(), run::output);
        }
    }

    /**
     * Builds offline from two repositories: first the one with the modules of this build, so that installed ones are not used, then the
     * user's. If that fails, a build in the opposite order downloads what is missing. Maven writes only to the first repository, so
     * downloads are kept for the next time, and the modules of this build never get into the user's repository.
     */
    private Ended build(Path project, Path repository) throws Exception {
        String local = Objects.requireNonNull(System.getProperty("localRepository"), "run by Maven");
        Ended offline = maven(project, repository.toString(), local, "--offline");
        if (offline.code() == 0) {
            return offline;
        }
        maven(project, local, repository.toString(), "--no-transfer-progress");
        return maven(project, repository.toString(), local, "--offline");
    }

    private Ended maven(Path project, String first, String second, String option) throws Exception {
        return run(List.of(
                ROOT.resolve(WINDOWS ? "mvnw.cmd" : "mvnw").toString(),
                "--batch-mode",
                option,
                "--file=" + project.resolve("pom.xml"),
                "-Dmaven.repo.local=" + first,
                "-Dmaven.repo.local.tail=" + second,
                "-Dlatchkey.version=" + version(),
                "process-classes"));
    }

    /** A repository with the modules as packaged by this build, in the layout of {@code install}. */
    private Path repository() throws IOException {
        Path repository = folder.resolve("repository");
        install(repository, "latchkey-parent", ROOT, false);
        install(repository, "latchkey-bom", ROOT.resolve("latchkey-bom"), false);
        for (String module : pinned()) {
            install(repository, module, ROOT.resolve(folder(module)), true);
        }
        return repository;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String folder(String module) {
        return FOLDERS.getOrDefault(module, module);
    }

    private static Set<String> folders(Set<String> modules) {
        return modules.stream().map(ConsumerBuildIT::folder).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void install(Path repository, String name, Path module, boolean withJar) throws IOException {
        Path place = Files.createDirectories(
                repository.resolve("dev/latchkey").resolve(name).resolve(version()));
        String file = name + "-" + version();
        Files.copy(module.resolve("pom.xml"), place.resolve(file + ".pom"));
        if (withJar) {
            Files.copy(module.resolve("target").resolve(file + ".jar"), place.resolve(file + ".jar"));
        }
    }

    private Path copyOf(Path source) throws IOException {
        Path copy = folder.resolve("project");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(source.relativize(file)));
            }
        }
        return copy;
    }

    private static Set<String> pinned() throws IOException {
        Set<String> pinned = ours(ROOT.resolve("latchkey-bom/pom.xml"));
        assertTrue(pinned.contains("auth-domain"), pinned::toString);
        return pinned;
    }

    private static Set<String> ours(Path pom) throws IOException {
        Set<String> ours = all("<groupId>dev\\.latchkey</groupId>\\s*<artifactId>([a-z-]+)</artifactId>", pom);
        ours.remove("latchkey-bom");
        return ours;
    }

    private static String version() throws IOException {
        return all("<artifactId>latchkey-bom</artifactId>\\s*<version>([^<]+)</version>", ROOT.resolve("pom.xml"))
                .iterator()
                .next();
    }

    private static Set<String> all(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Ended run(List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().put("LATCHKEY_HOME", folder.resolve("home").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putIfAbsent("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(output, StandardCharsets.UTF_8));
    }
}
