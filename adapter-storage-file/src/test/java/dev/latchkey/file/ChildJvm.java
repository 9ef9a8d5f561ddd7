package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this one's class path that runs a scenario of {@link Scenarios}. */
final class ChildJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The command that runs a scenario; its name and the folder must be appended. */
    static List<String> command() {
        return command(Scenarios.class);
    }

    /** The command that runs this class. */
    static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path", ""),
                main.getName());
    }

    /** Starts a scenario. The prefix is a command that runs the command after it, like {@code env}. */
    static ChildJvm start(List<String> prefix, String scenario, Path folder) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command());
        command.add(scenario);
        command.add(folder.toString());
        return start(command);
    }

    static ChildJvm start(List<String> command) throws IOException {
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Runs a scenario to its end and asserts that it succeeded. */
    static void run(List<String> prefix, String scenario, Path folder) throws IOException, InterruptedException {
        try (ChildJvm child = start(prefix, scenario, folder)) {
            child.assertDone();
        }
    }

    /** The next line of its output. */
    String line() throws IOException {
        String line = output.readLine();
        return line == null ? "(end of output)" : line;
    }

    /** Reads its output to the end and fails with that output unless the scenario succeeded. */
    void assertDone() throws IOException, InterruptedException {
        List<String> lines = output.lines().toList();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
        assertTrue(lines.contains(Scenarios.DONE), () -> String.join("\n", lines));
    }

    /** Kills it as {@code kill -9} does and waits until it has exited. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "still running");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
