package dev.latchkey.acceptance.torture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.testkit.torture.Torture;
import dev.latchkey.testkit.torture.TortureMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts that share a session in a database, each through its own link. One minute in the build; {@code benchmarks/torture --fleet} runs longer. */
class FleetTortureIT {
    private static final String FAULT = System.getProperty("latchkey.torture.fault", "");
    private static final int TIMES = Integer.getInteger("latchkey.torture.times", 20);
    private static final long PACE_SECONDS = Long.getLong("latchkey.torture.pace", 0);
    private static final long SKEW_SECONDS = Long.getLong("latchkey.torture.skew", 0);

    /** Each mode with random faults, with one fault, or with each fault in turn. */
    static Stream<Arguments> cases() {
        List<String> faults = FAULT.equals("each") ? FleetTroubles.names() : List.of(FAULT);
        return TortureIT.modes().stream().flatMap(mode -> faults.stream().map(fault -> Arguments.of(mode, fault)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingHappensThatCannotBeExplained(TortureMode mode, String fault) throws Exception {
        assumeTrue(Postgres.isInstalled(), "PostgreSQL is not installed (Debian: apt-get install postgresql)");
        int hosts = Integer.getInteger("latchkey.torture.processes", 3);
        try (DatabaseFleet fleet = new DatabaseFleet(hosts, fault.equals(FleetTroubles.DISK_FULL))) {
            Torture torture = fleet.torture(Duration.ofSeconds(SKEW_SECONDS).toMillis())
                    .named(fault.isEmpty() ? "fleet" : "fleet, " + fault)
                    .pace(Duration.ofSeconds(PACE_SECONDS))
                    .thinking(Duration.ofMillis(100));
            if (SKEW_SECONDS > 0) {
                torture.life(Duration.ofSeconds(
                        60)); // A tenth of the shortest life that servers use, but more than the clocks differ.
            }
            if (fault.isEmpty()) {
                FleetTroubles.names().stream()
                        .filter(name -> !name.equals(FleetTroubles.DISK_FULL))
                        .forEach(name -> torture.trouble(FleetTroubles.on(fleet, name)));
                torture.grace(Duration.ofSeconds(30)); // Two troubles may overlap.
            } else {
                torture.only(FleetTroubles.on(fleet, fault), TIMES);
            }
            TortureIT.expectNothing(torture, mode, 20, folder -> List.of());
        }
    }
}
