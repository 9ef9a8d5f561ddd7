package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.report.Tally;
import dev.latchkey.benchmarks.server.RotatingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Eight processes start at the same time with one expired session in one folder. Each refresh token can be used once. Measures the time
 * from the start of the first to the end of the last.
 */
public final class ProcessRace {
    private static final int PROCESSES = 8;
    private static final int WARM_UP = 1;

    private final RotatingServer server;
    private final Path folder;
    private int runs;

    private ProcessRace(RotatingServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Runs the benchmark and returns the table. */
    public static Table measure(Path folder, boolean quick) throws IOException, InterruptedException {
        try (RotatingServer server = RotatingServer.start()) {
            return new ProcessRace(server, folder).table(quick ? 5 : 15);
        }
    }

    private Table table(int rounds) throws IOException, InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            Launcher launcher = new Launcher(contender, folder);
            launcher.train(expired(contender), endpoint());
            lanes.add(new Lane(contender, launcher, new Tally()));
        }
        for (int round = 0; round < WARM_UP + rounds; round++) {
            for (Lane lane : lanes) {
                run(lane, round < WARM_UP ? new Tally() : lane.tally());
            }
        }
        Table table = new Table(
                "8 processes on an expired session in one file, endpoint of 50 ms",
                "side",
                "start to all done, ms",
                "of the stub",
                "refreshes",
                "used-up tokens sent",
                "processes failed, of 8");
        double stub = lanes.get(0).tally().millis();
        lanes.forEach(lane -> lane.tally().addTo(table, lane.contender().title(), stub));
        return table;
    }

    private void run(Lane lane, Tally tally) throws IOException, InterruptedException {
        Path own = expired(lane.contender());
        server.takeCounts();
        List<Process> processes = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(lane.launcher().start(own, endpoint()));
        }
        int failures = 0;
        for (Process process : processes) {
            failures += process.waitFor() == 0 ? 0 : 1;
        }
        tally.add(System.nanoTime() - start, failures, server.takeCounts());
    }

    private record Lane(Contender contender, Launcher launcher, Tally tally) {}

    private Path expired(Contender contender) throws IOException {
        Path own = Files.createDirectories(folder.resolve("race-" + ++runs));
        contender.prepare(own, server);
        return own;
    }

    private String endpoint() {
        return server.tokenEndpoint().toString();
    }
}
