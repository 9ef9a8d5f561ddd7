package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.report.Tally;
import dev.latchkey.benchmarks.server.RotatingServer;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** 64 threads request a token from an expired session at the same time. Each refresh token can be used once. */
public final class Storm {
    private static final int THREADS = 64;
    private static final int WARM_UP = 5;

    private Storm() {}

    /** Runs the benchmark and returns the table. */
    public static Table measure(Path folder, boolean quick) throws Exception {
        int rounds = quick ? 10 : 40;
        try (RotatingServer server = RotatingServer.start()) {
            Table table = new Table(
                    "64 threads on an expired session, endpoint of 50 ms",
                    "side",
                    "all done, ms",
                    "of the endpoint's 50 ms",
                    "refreshes",
                    "used-up tokens sent",
                    "callers failed, of 64");
            Samples bare = bareRequests(server, rounds);
            table.row(
                    "one bare request (`HttpURLConnection`)",
                    Table.number(bare.millis(), 1),
                    Table.times(bare.millis(), RotatingServer.LATENCY.toMillis()),
                    "1",
                    "0",
                    "");
            List<Side> sides = List.of(new LatchkeySide(folder), new GoogleSide(), new MsalSide());
            List<Tally> tallies = sides.stream().map(side -> new Tally()).toList();
            for (int round = 0; round < WARM_UP + rounds; round++) {
                for (int i = 0; i < sides.size(); i++) {
                    Crowd crowd = Crowd.of(THREADS, sides.get(i).expired(server, round));
                    server.takeCounts();
                    long nanos = crowd.run();
                    if (round >= WARM_UP) {
                        tallies.get(i).add(nanos, crowd.failures(), server.takeCounts());
                    }
                }
            }
            for (int i = 0; i < sides.size(); i++) {
                tallies.get(i).addTo(table, sides.get(i).name(), RotatingServer.LATENCY.toMillis());
            }
            return table;
        }
    }

    private static Samples bareRequests(RotatingServer server, int rounds) throws Exception {
        Samples samples = new Samples();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            String body = "grant_type=refresh_token&refresh_token=" + server.logIn();
            Samples one = round < WARM_UP ? new Samples() : samples;
            one.take(() -> {
                HttpURLConnection connection =
                        (HttpURLConnection) server.tokenEndpoint().toURL().openConnection();
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
                try (var stream = connection.getInputStream()) {
                    stream.readAllBytes();
                }
            });
        }
        return samples;
    }
}
