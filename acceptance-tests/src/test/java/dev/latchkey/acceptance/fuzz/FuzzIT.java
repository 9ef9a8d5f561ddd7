package dev.latchkey.acceptance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short, repeatable run of each target in the build. {@code benchmarks/fuzz} runs them for any length of time. */
class FuzzIT {
    private static final List<Class<?>> ALL = List.of(
            TokenReplyFuzz.class,
            DeviceReplyFuzz.class,
            DiscoveryFuzz.class,
            IdTokenFuzz.class,
            SessionDocumentFuzz.class,
            ProviderFileFuzz.class,
            HeadersFuzz.class,
            JsonFuzz.class);
    private static final int RUNS = 5_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) (?:runs )?in (\\d+) second");
    /** Inputs that a fuzzer would take long to find, relative to this module. */
    private static final Path SEEDS = Path.of("src/test/fuzz");

    static List<Class<?>> targets() {
        List<String> named =
                Arrays.asList(System.getProperty("latchkey.fuzz.targets", "").split(",", -1));
        return ALL.stream()
                .filter(target -> named.contains("") || named.contains(target.getSimpleName()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothing(Class<?> target, @TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path found = Files.createDirectory(folder.resolve("found"));

        int code = new ProcessBuilder(command(target, folder, found))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertEquals(0, code, said);
        try (var files = Files.list(found)) {
            assertEquals(List.of(), files.toList(), said);
        }
        Matcher done = DONE.matcher(said);
        assertTrue(done.find(), said);
        long runs = Long.parseLong(done.group(1));
        assertTrue(runs >= RUNS, said);
        System.out.printf("fuzz: %s, %,d executions in %s s%n", target.getSimpleName(), runs, done.group(2));
    }

    private static List<String> command(Class<?> target, Path folder, Path found) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Suppresses the fuzzer's warnings about itself on newer JVMs.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.latchkey.**:com.squareup.moshi.**",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-dict=" + SEEDS.resolve("words.dict"),
                "-max_len=4096",
                "-timeout=10",
                "-print_final_stats=1"));
        long seconds = Long.getLong("latchkey.fuzz.seconds", 0);
        command.addAll(seconds > 0 ? List.of("-max_total_time=" + seconds) : List.of("-runs=" + RUNS, "-seed=1"));
        // New inputs are written to the first folder; the others are only read.
        command.add(Files.createDirectory(folder.resolve("corpus")).toString());
        command.add(SEEDS.resolve(target.getSimpleName()).toString());
        return command;
    }
}
