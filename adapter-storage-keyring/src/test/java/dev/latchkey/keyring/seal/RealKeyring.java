package dev.latchkey.keyring.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.keyring.KeyringOptions;
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
import org.jspecify.annotations.Nullable;

/** A private session bus with a real gnome-keyring, as {@code .ci/with-keyring} sets it up, until it is closed. */
final class RealKeyring implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;
    private static final String READY = "-- ready --";

    private final Process script;
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();

    private RealKeyring(Process script, Map<String, String> environment) {
        this.script = script;
        this.environment = environment;
    }

    /** Skips the test, with a reason, if the programs are not installed. */
    static void assumeInstalled() {
        List<String> missing = Stream.of("gnome-keyring-daemon", "dbus-run-session", "dbus-send", "secret-tool")
                .filter(program -> !isOnPath(program))
                .toList();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + String.join(", ", missing));
    }

    static RealKeyring start(String... options) throws IOException {
        assumeInstalled();
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
        return new RealKeyring(script, readEnvironment(script));
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

    Map<String, String> environment() {
        return environment;
    }

    ChildJvm child(Path home, String... commands) throws IOException {
        return ChildJvm.start(environment, home, commands);
    }

    /** Runs a child until it exits by itself; returns its output. */
    List<String> run(Path home, String... commands) throws Exception {
        try (ChildJvm child = child(home, commands)) {
            return child.end();
        }
    }

    /** The number of Latchkey's entries that an independent program finds. */
    int entries() throws Exception {
        String found = output("secret-tool", "search", "--all", "service", KeyringOptions.SERVICE);
        return (int) found.lines().filter(line -> line.startsWith("[/")).count();
    }

    /** Removes all entries, as a person could with another program. */
    void clear() throws Exception {
        output("secret-tool", "clear", "service", KeyringOptions.SERVICE);
        assertEquals(0, entries());
    }

    void signalDaemon(String signal) throws Exception {
        String pid = Files.readString(Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""), "gkd.pid"))
                .strip();
        output("kill", "-" + signal, pid);
        if (signal.equals("KILL")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(daemon -> daemon.onExit().join());
        }
    }

    void signalBus(String signal) throws Exception {
        ProcessHandle bus = script.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/dbus-daemon"))
                .findFirst()
                .orElseThrow();
        output("kill", "-" + signal, String.valueOf(bus.pid()));
    }

    void lock() throws Exception {
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

    /** Starts another, unlocked daemon with the same files, replacing one that may still run, as a person would. */
    void unlock() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "gnome-keyring-daemon", "--foreground", "--replace", "--unlock", "--components=secrets")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        replaceEnvironment(builder);
        Process daemon = builder.start();
        started.add(daemon);
        try (var in = daemon.outputWriter(StandardCharsets.UTF_8)) {
            in.write("test");
        }
        for (int attempt = 0; !isUnlocked(); attempt++) {
            assertTrue(attempt < 1_000, "the keyring did not come back");
        }
    }

    /** Starts a daemon without files; it has no collection until one is created. */
    void startWithoutCollection() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("gnome-keyring-daemon", "--foreground", "--components=secrets")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        replaceEnvironment(builder);
        started.add(builder.start());
        for (int attempt = 0; !defaultCollection().contains("object path \"/\""); attempt++) {
            assertTrue(attempt < 1_000, "the keyring does not come, or has a collection");
        }
    }

    private String defaultCollection() throws Exception {
        return output(
                "dbus-send",
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
                "/org/freedesktop/secrets",
                "org.freedesktop.Secret.Service.ReadAlias",
                "string:default");
    }

    private boolean isUnlocked() throws Exception {
        String locked = output(
                "dbus-send",
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
                "/org/freedesktop/secrets/aliases/default",
                "org.freedesktop.DBus.Properties.Get",
                "string:org.freedesktop.Secret.Collection",
                "string:Locked");
        return locked.contains("boolean false");
    }

    private String output(String... line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        replaceEnvironment(builder);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return said;
    }

    private void replaceEnvironment(ProcessBuilder builder) {
        builder.environment().clear();
        builder.environment().putAll(environment);
    }

    private static boolean isOnPath(String program) {
        @Nullable String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Override
    public void close() throws Exception {
        script.outputWriter(StandardCharsets.UTF_8).close();
        boolean ended = script.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
        started.forEach(Process::destroyForcibly);
        assertTrue(ended, "with-keyring did not end");
    }
}
