package dev.latchkey.jdbc.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of this machine's package, started once for all tests; its password is in a .pgpass file only. */
public final class Postgres {
    public static final String USER = "latchkey";

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final long LIMIT_SECONDS = 60;
    private static final String PASSWORD = "only-in-pgpass";

    private static @Nullable Postgres shared;

    private final Path programs;
    private final Path folder;
    private final int port;
    private final boolean durable;
    private Process process;

    private Postgres(Path programs, boolean durable) throws IOException, InterruptedException {
        this.programs = programs;
        this.durable = durable;
        folder = Files.createTempDirectory("latchkey-postgres");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Files.writeString(pgpass(), "*:*:*:" + USER + ":" + PASSWORD + "\n");
        if (isRoot()) {
            run("chown", "-R", "postgres", folder.toString());
        }
        run(asUser("initdb", "-D", data(), "-U", USER, "-E", "UTF8", "--locale=C", "-A", "scram-sha-256", "--no-sync")
                .with("--pwfile=" + password));
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        System.setProperty("org.postgresql.pgpassfile", pgpass().toString());
        awaitStart();
    }

    /** The server that all tests share; without the package, the test is skipped. */
    public static synchronized Postgres orSkip() throws IOException, InterruptedException, SQLException {
        if (shared == null) {
            assumeTrue(newest() != null, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
            shared = start(false);
        }
        return shared;
    }

    /** @param durable whether what is committed is synced to disk, as where it is measured */
    public static Postgres start(boolean durable) throws IOException, InterruptedException {
        return new Postgres(Objects.requireNonNull(newest(), "PostgreSQL is not installed"), durable);
    }

    private static @Nullable Path newest() throws IOException {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElse(null);
        }
    }

    public String url() {
        return url("postgres");
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    public Path pgpass() {
        return folder.resolve("pgpass");
    }

    public static String password() {
        return PASSWORD;
    }

    public int port() {
        return port;
    }

    /** Runs statements as the owner of everything. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops all its processes, as a machine does that stalls. */
    public void stall() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
        command.add(String.valueOf(process.pid()));
        Process kill = new ProcessBuilder(command).start();
        kill.waitFor(); // A backend may be gone by then.
    }

    /** Ends it, as a crash does or in order, and starts it again after so long. */
    public void restart(boolean crash, long downMillis) throws IOException, InterruptedException {
        new ProcessBuilder("kill", crash ? "-QUIT" : "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
        TimeUnit.MILLISECONDS.sleep(downMillis);
        process = launch();
    }

    private Process launch() throws IOException {
        Command command = asUser(
                        "postgres",
                        "-D",
                        data(),
                        "-p",
                        String.valueOf(port),
                        "-k",
                        folder.toString(),
                        "-h",
                        "127.0.0.1")
                .with("-c", "max_connections=200")
                .with("-c", "fsync=" + (durable ? "on" : "off"));
        return new ProcessBuilder(command.words())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try {
                execute("select 1");
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private record Command(List<String> words) {
        Command with(String... more) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(more));
            return new Command(all);
        }
    }

    /** It refuses to run as root. */
    private Command asUser(String program, String... arguments) {
        Command command = new Command(List.of());
        if (isRoot()) {
            command = command.with("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
        }
        return command.with(programs.resolve(program).toString()).with(arguments);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    private static void run(Command command) throws IOException, InterruptedException {
        run(command.words().toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
    }

    private void remove() {
        try {
            signal("-CONT");
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // The system cleans its temporary folder.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
