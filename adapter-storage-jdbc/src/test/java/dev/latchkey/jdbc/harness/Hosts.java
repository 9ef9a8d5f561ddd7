package dev.latchkey.jdbc.harness;

import dev.latchkey.jdbc.SessionDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Processes that share one session at a {@link TokenServer}, each with several threads. */
public final class Hosts implements AutoCloseable {
    private final List<Host> hosts = new ArrayList<>();
    private final List<Long> millis = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int killed;

    private record Host(Process process, PrintStream in, BufferedReader out) {}

    public Hosts(Postgres postgres, String url, String tenant, TokenServer server, int processes, int threads)
            throws IOException {
        try (SessionDatabase database = SharedSession.database(url)) {
            SharedSession.save(database, tenant, "1");
        }
        // One after the other: all at once, on a machine under load, none would be connected in time.
        for (int i = 0; i < processes; i++) {
            Host host = start(postgres, url, tenant, server, threads);
            hosts.add(host);
            if (!"ready".equals(host.out().readLine())) {
                throw new IllegalStateException("a host did not start");
            }
        }
    }

    private static Host start(Postgres postgres, String url, String tenant, TokenServer server, int threads)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.postgresql.pgpassfile=" + postgres.pgpass(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        FleetWorker.class.getName(),
                        url,
                        tenant,
                        String.valueOf(server.port()),
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Host(
                process,
                new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** All threads of all hosts that live need this token or a later one, at once. */
    public void need(int token) throws IOException {
        for (Host host : hosts) {
            host.in().println(token);
        }
        for (Host host : hosts) {
            String line = host.out().readLine();
            if (line == null) {
                killed++;
                continue;
            }
            for (String answer : line.split(" ", -1)) {
                if (answer.startsWith("failed:")) {
                    failures.add(answer);
                } else {
                    millis.add(Long.valueOf(answer));
                }
            }
        }
        hosts.removeIf(host -> !host.process().isAlive());
    }

    /** Ends one as {@code kill -9} does. */
    public static void kill(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Begins the figures anew. */
    public void forget() {
        millis.clear();
        failures.clear();
    }

    public List<String> failures() {
        return failures;
    }

    public String figures() {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        String times = sorted.isEmpty()
                ? "no call"
                : sorted.size() + " calls, p50 " + sorted.get(sorted.size() / 2) + " ms, longest "
                        + sorted.get(sorted.size() - 1) + " ms";
        return times + ", " + failures.size() + " failed, " + killed + " killed";
    }

    @Override
    public void close() {
        for (Host host : hosts) {
            host.in().close();
            host.process().destroy();
        }
    }
}
