package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution packages, installed with their own tools and run. */
class PackagesIT {
    private static final Path PACKAGES = Path.of("..", "distribution", "target", "packages");

    @TempDir
    private Path folder;

    /** A prefix that runs a command as an ordinary user if this is root. */
    private List<String> asUser = List.of();

    @BeforeEach
    void thereArePackages() {
        assumeTrue(Files.isDirectory(PACKAGES), "built with -Dskip.packages");
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void theTarArchiveRunsAfterUnpacking() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Path program = unpacked().resolve("bin/latchkey");

        assertItWorks(program, Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertEquals("#!/bin/sh", Files.readAllLines(program).get(0));
    }

    @Test
    void theZipHasTheSameContentAndRunsAfterUnpacking() throws Exception {
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
        // The JDK's zip tool does not restore file modes; other tools do.
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
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        dpkg(java, "-i", deb.toString());

        Path program = folder.resolve("usr/bin/latchkey");
        assertItWorks(program, java);
        assertItTakes(folder.resolve("var/lib/latchkey"), program, java);
        // Files created by postinst are removed with the package, and recreated if Java is replaced.
        dpkg(java, "--remove", "latchkey");
        assertFalse(Files.exists(folder.resolve("var/lib/latchkey")));
        dpkg(java, "-i", deb.toString());
        List<String> contents = run(Map.of(), "dpkg-deb", "-c", deb.toString());
        assertTrue(contents.stream().allMatch(line -> line.contains(" root/root ")), contents::toString);
        assertTrue(Files.exists(folder.resolve("usr/share/man/man1/latchkey.1")), contents::toString);
        assertTrue(Files.exists(folder.resolve("usr/share/bash-completion/completions/latchkey")), contents::toString);
        List<String> about = run(Map.of(), "dpkg-deb", "-I", deb.toString());
        assertTrue(about.stream().anyMatch(line -> line.contains("java17-runtime-headless")), about::toString);
        assertEquals(
                List.of("interest-noawait /usr/lib/jvm"), run(Map.of(), "dpkg-deb", "-I", deb.toString(), "triggers"));
    }

    /** In a separate root without any installed packages, not even Java or a shell to chroot into. */
    private void dpkg(Map<String, String> environment, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "dpkg",
                "--root=" + folder,
                "--force-depends",
                "--force-not-root",
                "--force-script-chrootless",
                "--log=" + folder.resolve("dpkg.log")));
        all.addAll(List.of(command));
        run(environment, all.toArray(String[]::new));
    }

    @Test
    void theBundleNeedsNoJavaAndCanBeMoved() throws Exception {
        String system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        Path first = Files.createDirectories(folder.resolve("first"));
        run(
                Map.of(),
                "tar",
                "-xzf",
                only("bundle-" + system + ".tar.gz", "latchkey-").toString(),
                "-C",
                first.toString());
        Files.move(first, folder.resolve("latchkey-moved to here"));
        Path home;
        try (Stream<Path> files = Files.list(unpacked())) {
            home = files.findFirst().orElseThrow();
        }
        // Neither JAVA_HOME nor Java on the PATH.
        Map<String, String> noJava = Map.of("PATH", emptyPath());

        assertItWorks(home.resolve("bin/latchkey"), noJava);
        String release = Files.readString(home.resolve("libexec/jre/release"));
        assertTrue(release.startsWith("JAVA_RUNTIME_VERSION=\""), release);
        // An earlier JDK does not use a class archive whose jar was moved.
        assumeTrue(release.contains("JAVA_VERSION=\"25"), "the bundle was not built with a JDK 25");
        assertItTakes(home.resolve("libexec/startup"), home.resolve("bin/latchkey"), noJava);
    }

    @Test
    void theFirstStartCreatesPrivateClassArchives() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Path program = unpacked().resolve("bin/latchkey");
        Path home = Files.createDirectories(folder.resolve("person"));
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"), "HOME", home.toString(), "XDG_CACHE_HOME", "", "CI", "");
        becomeOrdinaryUser();

        run(environment, program.toString(), "--version");

        run(environment, "sh", "-c", """
                for tries in $(seq 1800); do
                    [ -z "$(find "$HOME/.cache" -name '*-upper.jsa')" ] || [ -n "$(find "$HOME/.cache" -name making)" ] || exit 0
                    sleep 0.1
                done
                exit 1""");
        Path cache = home.resolve(".cache/latchkey");
        assertItTakes(cache, program, environment);
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.isDirectory(file) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
        // No archives in another person's folder, through a link, or in a checkout.
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("latchkey"), cache);
        assertEquals("", taken(program, environment, Map.of("XDG_CACHE_HOME", links.toString())));
        assertEquals("", taken(program, environment, Map.of("CI", "true")));
    }

    @Test
    void anUnwritableCacheChangesNothing() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Path none = Files.createFile(folder.resolve("none"));
        becomeOrdinaryUser();

        assertItWorks(
                unpacked().resolve("bin/latchkey"),
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "HOME",
                        folder.toString(),
                        "XDG_CACHE_HOME",
                        none.toString(),
                        "CI",
                        ""));
    }

    @Test
    void thePackagesContainTheHelp() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Path program = unpacked().resolve("bin/latchkey");
        List<String> help = run(
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                program.toString(),
                "token",
                "--help",
                "--verbose");
        // A fake Java that only prints its version.
        Path java = Files.createDirectories(folder.resolve("no java/bin")).resolve("java");
        Files.createFile(java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("no java/release"), "JAVA_RUNTIME_VERSION=\"17+1\"\nJAVA_VERSION=\"17\"\n");

        assertEquals(
                help,
                run(Map.of("JAVA_HOME", folder.resolve("no java").toString()), program.toString(), "token", "--help"));
    }

    @Test
    void classArchivesCanBeCreatedForAnInstalledProgram() throws Exception {
        run(Map.of(), "tar", "-xzf", only(".tar.gz", "latchkey-").toString(), "-C", folder.toString());
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));

        run(java, unpacked().resolve("libexec/make-archives").toString());

        Path startup = unpacked().resolve("libexec/startup");
        String build = System.getProperty("java.runtime.version");
        assertTrue(Files.exists(startup.resolve(build + ".jsa")), build);
        assertTrue(Files.exists(startup.resolve(build + "-upper.jsa")), build);
        assertItTakes(startup, unpacked().resolve("bin/latchkey"), java);
    }

    /** When run by root, the launcher neither creates nor uses archives in a home. */
    private void becomeOrdinaryUser() throws Exception {
        if (System.getProperty("user.name").equals("root")) {
            run(Map.of(), "chown", "-R", "nobody", folder.toString());
            asUser = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
        }
    }

    /** Asserts that a JVM starts with the class archive in this folder, and does not start without it. */
    private void assertItTakes(Path folder, Path program, Map<String, String> environment) throws Exception {
        String archive = taken(program, environment, Map.of());
        assertTrue(archive.startsWith(folder.toRealPath() + "/"), archive);
    }

    /** The class archive that a JVM used, or an empty string. */
    private String taken(Path program, Map<String, String> environment, Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        all.put("JDK_JAVA_OPTIONS", "-Xshare:on -XX:+PrintFlagsFinal");
        return run(all, program.toString(), "--version").stream()
                .filter(line -> line.contains(" SharedArchiveFile "))
                .map(line -> line.replaceAll(".*= *(.*?) *\\{.*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private void assertItWorks(Path program, Map<String, String> environment) throws Exception {
        List<String> version = run(environment, program.toString(), "--version");
        assertTrue(version.get(0).matches("latchkey \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), version::toString);
        List<String> demo = run(environment, program.toString(), "demo", "--auto");
        assertTrue(demo.stream().anyMatch(line -> line.startsWith("Done.")), demo::toString);
    }

    /** A path with the programs that the launcher may call, but no Java. */
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

    /** The package whose name ends like this. The plain archive has the shortest name. */
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
        List<String> all = new ArrayList<>(asUser);
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
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
