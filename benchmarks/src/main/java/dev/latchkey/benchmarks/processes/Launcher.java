package dev.latchkey.benchmarks.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts processes of a contender, in the same way for all: with the JVM options of a command line that is started often, and an archive of
 * the contender's own classes.
 */
final class Launcher {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Not used when creating an archive, because only the default collector also archives the JDK's objects. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xlog:disable");

    private final Contender contender;
    private final String classPath;
    private final Path archive;

    Launcher(Contender contender, Path archives) {
        this.contender = contender;
        this.archive = archives.resolve(contender + ".jsa");
        this.classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> contender.needs(artifact(jar)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs once to record which classes it loads, and creates an archive of them. */
    void train(Path folder, String endpoint) throws IOException, InterruptedException {
        Path classes = archive.resolveSibling(contender + ".classes");
        check(start(folder, List.of(COLLECTOR, "-XX:DumpLoadedClassList=" + classes), worker(folder, endpoint)));
        if (contender.hasSignedJars()) {
            // JDK 17 crashes when it archives a lambda that involves a class from a signed jar.
            List<String> lines = Files.readAllLines(classes);
            lines.removeIf(line -> line.startsWith("@lambda-proxy"));
            Files.write(classes, lines);
        }
        check(start(folder, List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes, sharedArchive()), List.of()));
    }

    Process start(Path folder, String endpoint) throws IOException {
        return start(folder, List.of(COLLECTOR, "-Xshare:auto", sharedArchive()), worker(folder, endpoint));
    }

    private Process start(Path folder, List<String> options, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(program);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private String sharedArchive() {
        return "-XX:SharedArchiveFile=" + archive;
    }

    private List<String> worker(Path folder, String endpoint) {
        return List.of(contender.worker(), folder.toString(), endpoint);
    }

    private void check(Process process) throws IOException, InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(contender + " failed alone: exit code " + exit);
        }
    }

    private static String artifact(String jar) {
        return Path.of(jar).getFileName().toString().replaceFirst("-[0-9][^/]*[.]jar$", "");
    }
}
