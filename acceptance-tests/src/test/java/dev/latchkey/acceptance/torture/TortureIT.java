package dev.latchkey.acceptance.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.torture.Torture;
import dev.latchkey.testkit.torture.TortureMode;
import dev.latchkey.testkit.torture.TortureProgram;
import dev.latchkey.testkit.torture.TortureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of each mode in the build; {@code benchmarks/torture} runs longer. */
class TortureIT {
    private static final Map<String, Class<? extends TortureProgram>> PROGRAMS =
            Map.of("file", FilesProgram.class, "keyring", KeyringProgram.class);

    static List<TortureMode> modes() {
        String named = System.getProperty("latchkey.torture.modes", "");
        return named.isEmpty()
                ? List.of(TortureMode.values())
                : Arrays.stream(named.split(",")).map(TortureMode::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void nothingHappensThatCannotBeExplained(TortureMode mode) throws IOException, InterruptedException {
        String store = System.getProperty("latchkey.torture.store", "file");
        Class<? extends TortureProgram> ours = Objects.requireNonNull(PROGRAMS.get(store), store);
        Torture torture = new Torture(ours, MoshiJson.class).named(store.equals("file") ? "" : store);
        String main = System.getProperty("latchkey.torture.beside.worker", "");
        if (!main.isEmpty()) {
            // Before the harness was the testkit's, a worker was told in place of its program whether the session is
            // sealed.
            String program =
                    main.endsWith("testkit.torture.Worker") ? ours.getName() : String.valueOf(store.equals("keyring"));
            torture.beside(System.getProperty("latchkey.torture.beside.path", ""), main, program);
        }
        expectNothing(torture, mode, 12, TortureIT::leftBehind);
    }

    /** Configured by system properties {@code latchkey.torture.*}, with defaults for the build. */
    static void expectNothing(Torture torture, TortureMode mode, long seconds, Leftovers leftovers)
            throws IOException, InterruptedException {
        // Not a folder that JUnit deletes, because the records in it explain a failure.
        Path folder = Files.createTempDirectory("latchkey-torture-");
        TortureReport report = torture.mode(mode)
                .duration(Duration.ofSeconds(Long.getLong("latchkey.torture.seconds", seconds)))
                .processes(
                        Integer.getInteger("latchkey.torture.processes", 3),
                        Integer.getInteger("latchkey.torture.threads", 8))
                .seed(Long.getLong("latchkey.torture.seed", System.nanoTime()))
                .run(folder);
        System.out.println(report.heading() + "\n" + report.row());
        List<String> violations = new ArrayList<>(report.violations());
        leftovers.in(folder).forEach(file -> violations.add("left behind: " + file));
        assertEquals(List.of(), violations, () -> "see " + folder);
        delete(folder);
    }

    interface Leftovers {
        List<Path> in(Path folder) throws IOException;
    }

    /** The rest of a crashed save is cleared by the next save, and the last renewals were undisturbed. */
    private static List<Path> leftBehind(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("sessions"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !List.of("session.json", "session.enc", "session.lock")
                            .contains(file.getFileName().toString()))
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(files::add);
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.delete(files.get(i));
        }
    }
}
