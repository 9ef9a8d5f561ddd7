package dev.latchkey.acceptance.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.SessionBus;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program with its own module, compiled and run on the module path without {@code --add-modules} or {@code --add-opens}. It logs in at
 * the loopback server and reads the stored session.
 */
class ModularConsumerIT {
    private static final Path SOURCES = Path.of("src", "test", "modular");
    private static final String MODULE = "com.example.modular";
    private static final long LIMIT_SECONDS = 60;
    /** Modules that no program using the library has on its path. */
    private static final Set<String> NOT_OF_THE_LIBRARY = Set.of("dev.latchkey.cli", "dev.latchkey.testkit");
    /** Further modules that Maven adds. */
    private static final Set<String> THEIR_LIBRARIES = Set.of(
            "com.squareup.moshi",
            "com.sun.jna",
            "com.sun.jna.platform",
            "hkdf",
            "io.nayuki.qrcodegen",
            "java.keyring",
            "jkeychain",
            "kotlin.stdlib",
            "okhttp3",
            "okio",
            "org.freedesktop.dbus",
            "org.freedesktop.dbus.transport.jre",
            "org.slf4j",
            "org.slf4j.nop",
            "secret.service");

    private final ModulesOfClassPath modules = new ModulesOfClassPath();
    private final String jdk = System.getProperty("java.home");

    @TempDir
    private Path folder;

    private Path home;
    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        home = folder.resolve("home");
        classes = folder.resolve("classes");
        List<String> line =
                new ArrayList<>(List.of("--release", "17", "-p", path(program()), "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(line::add);
        }
        tool("javac", line);
    }

    @Test
    void itLogsInAndTheCommandLineSeesTheSession() throws Exception {
        Run run = start(jdk, program(), Map.of(), "file").expect(0).saysOnErr("Open this page");

        assertTrue(Files.exists(home.resolve("sessions/work/alice/session.json")));
        assertEquals(
                run.out(),
                new InProcessCli(home).run("token", "--provider=work").expect(0).out());
    }

    @Test
    void itSealsTheSessionWithAKeyInTheKeyring() throws Exception {
        try (SessionBus bus = SessionBus.start()) {
            start(jdk, program(), bus.environment(), "keyring").expect(0);

            assertTrue(Files.exists(home.resolve("sessions/work/alice/session.enc")));
            assertEquals(1, bus.entries().size());
        }
    }

    @Test
    void modulesWithoutAutomaticDependenciesCanBeLinkedAndTheRestRunsOnThem() throws Exception {
        Set<String> linked = program().stream()
                .filter(name -> modules.automaticBelow(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rest = new TreeSet<>(program());
        rest.removeAll(linked);
        Set<String> roots = program().stream()
                .flatMap(modules::withAllItNeeds)
                .filter(name -> linked.contains(name) || !modules.has(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Path image = folder.resolve("image");

        tool(
                "jlink",
                List.of("-p", path(linked), "--add-modules", String.join(",", roots), "--output", image.toString()));

        assertTrue(linked.contains("dev.latchkey.local"), linked::toString);
        start(image.toString(), rest, Map.of(), "file").expect(0).saysOnOut("access_");
    }

    private Set<String> program() {
        Set<String> names = modules.ours();
        names.removeAll(NOT_OF_THE_LIBRARY);
        names.addAll(THEIR_LIBRARIES);
        return names;
    }

    private String path(Collection<String> names) {
        return names.stream().map(modules::place).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Run start(String java, Set<String> path, Map<String, String> environment, String store) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(java, "bin", "java").toString(),
                        "-p",
                        path(path) + File.pathSeparator + classes,
                        "-m",
                        MODULE + "/" + MODULE + ".Program",
                        store)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LATCHKEY_HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    private static void tool(String name, List<String> line) {
        StringWriter said = new StringWriter();
        PrintWriter printed = new PrintWriter(said);
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        int code = tool.run(printed, printed, line.toArray(String[]::new));
        assertEquals(0, code, () -> name + " " + line + "\n" + said);
    }
}
