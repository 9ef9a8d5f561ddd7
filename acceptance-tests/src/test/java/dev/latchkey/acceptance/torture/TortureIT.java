package dev.latchkey.acceptance.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of each mode in the build; {@code benchmarks/torture} runs it for as long as one likes. */
class TortureIT {
    static List<Mode> modes() {
        String named = System.getProperty("latchkey.torture.modes", "");
        return named.isEmpty()
                ? List.of(Mode.values())
                : Arrays.stream(named.split(",")).map(Mode::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void nothingHappensThatCannotBeExplained(Mode mode) throws IOException, InterruptedException {
        // Not a folder that JUnit removes: what is written down there explains a failure.
        Path home = Files.createTempDirectory("latchkey-torture-");

        Outcome outcome = new Torture(TortureOptions.ofThisJvm(mode), home).run();

        System.out.println(Outcome.heading() + "\n" + outcome.row());
        assertEquals(
                List.of(),
                outcome.violations(),
                () -> "see " + home + ": " + outcome.options().shown());
        delete(home);
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
