package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others install, installed and run, by their own tools. */
class PackagesIT {
    private static final Path PACKAGES = Path.of("..", "distribution", "target", "packages");

    @TempDir
    private Path folder;

    @BeforeEach
    void thereArePackages() {
        assumeTrue(Files.isDirectory(PACKAGES), "built with -Dskip.packages");
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void theArchiveRunsWhereItIsUnpacked() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Path program = unpacked().resolve("bin/latchkey");

        assertItWorks(program, Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertEquals("#!/bin/sh", Files.readAllLines(program).get(0));
    }

    @Test
    void theZipHoldsTheSameAndRunsWhereItIsUnpacked() throws Exception {
        Path jar = Path.of(System.getProperty("java.home"), "bin", "jar");
        List<String> zip = run(
                        Map.of(),
                        jar.toString(),
                        "-tf",
                        only(".zip", "latchkey-").toString())
                .stream()
                .filter(name -> !name.endsWith("/"))
                .sorted()
                .toList();
        List<String> tar = run(
                        Map.of(), "tar", "-tzf", only(".tar.gz", "latchkey-").toString())
                .stream()
                .filter(name -> !name.endsWith("/"))
                .sorted()
                .toList();

        assertEquals(tar, zip);
        assertTrue(zip.stream().anyMatch(name -> name.endsWith("/bin/latchkey.cmd")), zip::toString);
        assertTrue(zip.stream().anyMatch(name -> name.endsWith("/share/man/man1/latchkey-login.1")), zip::toString);
        run(Map.of(), jar.toString(), "-xf", only(".zip", "latchkey-").toString());
        Path program = unpacked().resolve("bin/latchkey");
        // The JDK's tool knows no modes; others take them from the zip.
        assertTrue(program.toFile().setExecutable(true));
        assertItWorks(program, Map.of("JAVA_HOME", System.getProperty("java.home")));
    }

    @Test
    void theDebianPackageInstalls() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg is not installed");
        Path deb = only(".deb", "latchkey_");
        Path system = folder.resolve("var/lib/dpkg");
        Files.createDirectories(system.resolve("info"));
        Files.createDirectories(system.resolve("updates"));
        Files.createFile(system.resolve("status"));
        // Into a system of its own, in which nothing is installed, Java not either.
        run(
                Map.of(),
                "dpkg",
                "--root=" + folder,
                "--force-depends",
                "--force-not-root",
                "--log=" + folder.resolve("dpkg.log"),
                "-i",
                deb.toString());

        assertItWorks(folder.resolve("usr/bin/latchkey"), Map.of("JAVA_HOME", System.getProperty("java.home")));
        List<String> contents = run(Map.of(), "dpkg-deb", "-c", deb.toString());
        assertTrue(contents.stream().allMatch(line -> line.contains(" root/root ")), contents::toString);
        assertTrue(Files.exists(folder.resolve("usr/share/man/man1/latchkey.1")), contents::toString);
        assertTrue(Files.exists(folder.resolve("usr/share/bash-completion/completions/latchkey")), contents::toString);
        List<String> about = run(Map.of(), "dpkg-deb", "-I", deb.toString());
        assertTrue(about.stream().anyMatch(line -> line.contains("java17-runtime-headless")), about::toString);
    }

    @Test
    void theImageNeedsNoJava() throws Exception {
        String system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        run(Map.of(), "tar", "-xzf", only(system + ".tar.gz", "latchkey-").toString(), "-C", folder.toString());

        // Neither JAVA_HOME nor a Java on the PATH.
        assertItWorks(unpacked().resolve("bin/latchkey"), Map.of("PATH", emptyPath()));
    }

    @Test
    void archivesOfClassesCanBeMadeForAnInstalledProgram() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));

        run(java, unpacked().resolve("libexec/make-archives").toString());

        Path startup = unpacked().resolve("libexec/startup");
        String build = System.getProperty("java.runtime.version");
        assertTrue(Files.exists(startup.resolve(build + ".jsa")), build);
        assertTrue(Files.exists(startup.resolve(build + "-rest.jsa")), build);
        assertItWorks(unpacked().resolve("bin/latchkey"), java);
    }

    private void assertItWorks(Path program, Map<String, String> environment) throws Exception {
        List<String> version = run(environment, program.toString(), "--version");
        assertTrue(version.get(0).matches("latchkey \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), version::toString);
        List<String> demo = run(environment, program.toString(), "demo", "--auto");
        assertTrue(demo.stream().anyMatch(line -> line.startsWith("That was all.")), demo::toString);
    }

    /** The programs that the launcher may call, and no Java. */
    private String emptyPath() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("readlink", "dirname", "sed", "head", "ls", "cat", "stty")) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), real);
        }
        return tools.toString();
    }

    private Path unpacked() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("latchkey-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The package that ends like this; the plain archive is the one with the shortest name. */
    private static Path only(String end, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(beginning) && name.endsWith(end);
                    })
                    .min((one, other) -> Integer.compare(
                            one.toString().length(), other.toString().length()))
                    .orElseThrow(() -> new AssertionError("no " + end + " in " + PACKAGES))
                    .toAbsolutePath();
        }
    }

    private List<String> run(Map<String, String> environment, String... command) throws Exception {
        Path output = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().keySet().removeAll(Set.of("JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("LATCHKEY_HOME", folder.resolve("home").toString());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        List<String> said = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertEquals(0, code, said::toString);
        return said;
    }
}
