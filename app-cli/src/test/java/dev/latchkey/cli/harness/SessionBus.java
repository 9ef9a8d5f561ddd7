package dev.latchkey.cli.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A private session bus, with or without a real gnome-keyring, created by {@code .ci/with-keyring} and stopped on close. */
public final class SessionBus implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final String READY = "-- ready --";
    private static final List<String> PROGRAMS =
            List.of("gnome-keyring-daemon", "dbus-run-session", "dbus-send", "secret-tool");

    private final Process script;
    private final Map<String, String> environment;

    private SessionBus(Process script, Map<String, String> environment) {
        this.script = script;
        this.environment = environment;
    }

    /** Starts a bus with the script's options. Skips the test with a reason if the programs are not installed. */
    public static SessionBus start(String... options) throws IOException {
        List<String> missing =
                PROGRAMS.stream().filter(program -> !isOnPath(program)).toList();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + String.join(", ", missing));
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("basedir", "."), "..", ".ci", "with-keyring")
                .normalize()
                .toAbsolutePath()
                .toString());
        line.addAll(List.of(options));
        line.addAll(List.of("sh", "-c", "env; echo '" + READY + "'; exec cat >/dev/null"));
        Process script = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new SessionBus(script, readEnvironment(script));
    }

    private static Map<String, String> readEnvironment(Process script) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        BufferedReader out = script.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !READY.equals(line); line = out.readLine()) {
            assertTrue(line != null, "with-keyring ended");
            int equals = String.valueOf(line).indexOf('=');
            if (equals > 0) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return environment;
    }

    /** The environment variables for processes on this bus. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The accounts of Latchkey's entries in the keyring, read by an independent program. */
    public List<String> entries() throws IOException, InterruptedException {
        return output("secret-tool", "search", "--all", "service", "latchkey")
                .lines()
                .filter(line -> line.startsWith("attribute.account = "))
                .toList();
    }

    /** Locks the keyring. */
    public void lock() throws IOException, InterruptedException {
        String answer = output(
                "dbus-send",
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
                "/org/freedesktop/secrets",
                "org.freedesktop.Secret.Service.Lock",
                "array:objpath:/org/freedesktop/secrets/collection/login");
        assertTrue(answer.contains("collection/login"), answer);
    }

    private String output(String... line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return said;
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script.outputWriter(StandardCharsets.UTF_8).close();
        boolean ended = script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
        assertTrue(ended, "with-keyring did not end");
        assertEquals(0, script.exitValue());
    }
}
