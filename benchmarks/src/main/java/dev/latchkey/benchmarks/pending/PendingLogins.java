package dev.latchkey.benchmarks.pending;

import dev.latchkey.benchmarks.report.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ten thousand pending logins, whose codes have not been entered yet, in one process. */
public final class PendingLogins {
    private final Table table = new Table(
            "Logins that are pending, interval of 5 s",
            "side",
            "logins",
            "server",
            "threads at most",
            "live heap, MiB",
            "processors",
            "polls a second",
            "longest between two polls, s",
            "logged in once approved");

    private PendingLogins() {}

    /** Runs the benchmark and returns the table. */
    public static Table measure(boolean quick) throws IOException, InterruptedException {
        int count = quick ? 1000 : 10_000;
        PendingLogins logins = new PendingLogins();
        logins.overMemory("Latchkey", count);
        logins.overSockets("Latchkey", count);
        logins.overSockets("msal4j", 1000); // With a thread each, a machine has no room for many more.
        if (Runtime.version().feature() >= 21) {
            logins.overSockets("virtual threads", count);
        }
        return logins.table;
    }

    /**
     * Runs the benchmark over sockets with sessions in a database, whose tables are there, and returns the table.
     *
     * @param passwords the driver's file of passwords
     */
    public static Table onDatabase(String url, Path passwords, int count) throws IOException, InterruptedException {
        PendingLogins logins = new PendingLogins();
        logins.overSockets("Latchkey", count, url, passwords.toString());
        return logins.table;
    }

    private void overMemory(String side, int count) throws IOException, InterruptedException {
        List<String> figures = run(side, count, "memory", new String[0], () -> {});
        row(side, count, "in memory", figures, figures.get(4), figures.get(3));
    }

    private void overSockets(String side, int count, String... database) throws IOException, InterruptedException {
        Codes codes = new Codes(count);
        try (CodesServer server = CodesServer.start(codes)) {
            long start = System.nanoTime();
            double[] seen = new double[2];
            List<String> figures = run(side, count, server.tokenEndpoint().toString(), database, () -> {
                seen[0] = codes.takePolls() / ((System.nanoTime() - start) / 1e9);
                seen[1] = codes.takeWorstGapSeconds();
                codes.approveAll();
            });
            row(side, count, "5 ms an answer", figures, Table.number(seen[0], 0), Table.number(seen[1], 2));
        }
    }

    private void row(String side, int count, String server, List<String> figures, String polls, String gap) {
        table.row(
                side,
                Table.number(count, 0),
                server,
                figures.get(0),
                figures.get(1),
                figures.get(2),
                polls,
                gap,
                figures.get(5));
    }

    private static List<String> run(String side, int count, String endpoint, String[] database, Runnable measured)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", // Reports the live heap exactly with the next option; G1 reports regions.
                "-XX:MarkSweepAlwaysCompactCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                PendingWorker.class.getName(),
                side,
                String.valueOf(count),
                endpoint));
        command.addAll(List.of(database));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            measured.run();
            String figures = lines.readLine();
            if (process.waitFor() != 0 || first == null || figures == null) {
                throw new IOException(side + " failed");
            }
            return List.of(figures.trim().split(" "));
        }
    }
}
