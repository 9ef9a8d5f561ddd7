package dev.latchkey.keyring.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running {@link KeyringChild}. Used by one thread. */
final class ChildJvm implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    private static final int FIRST_WITH_NATIVE_ACCESS_CONTROL = 24;

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = errors;
    }

    static ChildJvm start(Map<String, String> environment, Path home, String... commands) throws IOException {
        return start(List.of(), environment, home, commands);
    }

    /** @param options the JVM's options, in addition to the usual ones */
    static ChildJvm start(List<String> options, Map<String, String> environment, Path home, String... commands)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_CONTROL) {
            line.add("--illegal-native-access=deny");
        }
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), KeyringChild.class.getName()));
        line.add(home.toString());
        line.addAll(List.of(commands));
        Path errors = Files.createTempFile("child", ".err");
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), errors);
    }

    /** Its next line. */
    String line() {
        try {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines before this one. */
    List<String> until(String last) {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.equals(last); line = line()) {
            assertNotEquals("null", line, () -> "the child ended after " + lines);
            lines.add(line);
        }
        return lines;
    }

    /** Continues it after an "await". */
    void goOn() throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write("go on\n");
        in.flush();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** Waits until it exits by itself, successfully and without output on stderr; returns its remaining lines. */
    List<String> end() throws Exception {
        List<String> lines = new ArrayList<>();
        Thread reading = new Thread(() -> out.lines().forEach(lines::add), "child-reader");
        reading.setDaemon(true);
        reading.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        reading.join();
        String said = Files.readString(errors);
        assertTrue(ended, () -> "the JVM does not end; it said " + lines + said);
        assertEquals("", said);
        assertEquals(0, process.exitValue());
        return lines;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
