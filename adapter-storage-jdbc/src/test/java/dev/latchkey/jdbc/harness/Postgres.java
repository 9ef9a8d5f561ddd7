package dev.latchkey.jdbc.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
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
    private final Path parent;
    private final Path folder;
    private final int port;
    private final boolean durable;
    private Process process;

    private Postgres(Path programs, boolean durable, Path parent, @Nullable Integer primary)
            throws IOException, InterruptedException {
        this.programs = programs;
        this.durable = durable;
        this.parent = parent;
        folder = Files.createTempDirectory(parent, "latchkey-postgres");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Files.writeString(pgpass(), "*:*:*:" + USER + ":" + PASSWORD + "\n");
        Files.setPosixFilePermissions(pgpass(), PosixFilePermissions.fromString("rw-------"));
        if (isRoot()) {
            run("chown", "-R", "postgres", folder.toString());
        }
        if (primary != null) {
            // It notes the way to the primary, and where the password is.
            run(asUser(
                            "env",
                            "PGPASSFILE=" + pgpass(),
                            programs.resolve("pg_basebackup").toString(),
                            "-D",
                            data(),
                            "-R")
                    .with("-h", "127.0.0.1", "-p", primary.toString(), "-U", USER, "-c", "fast", "--no-sync"));
        } else {
            run(asUser(
                            "initdb",
                            "-D",
                            data(),
                            "-U",
                            USER,
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "-A",
                            "scram-sha-256",
                            "--no-sync")
                    .with("--pwfile=" + password));
        }
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        System.setProperty("org.postgresql.pgpassfile", pgpass().toString());
        awaitStart();
    }

    /** The server that all tests share; without the package, the test is skipped. */
    public static synchronized Postgres orSkip() throws IOException, InterruptedException, SQLException {
        if (shared == null) {
            assumeTrue(isInstalled(), "PostgreSQL is not installed (Debian: apt-get install postgresql)");
            shared = start(false);
        }
        return shared;
    }

    /** @param durable whether what is committed is synced to disk, as where it is measured */
    public static Postgres start(boolean durable) throws IOException, InterruptedException {
        return start(durable, Path.of(System.getProperty("java.io.tmpdir", "")));
    }

    /** @param parent where it keeps its data */
    public static Postgres start(boolean durable, Path parent) throws IOException, InterruptedException {
        return new Postgres(Objects.requireNonNull(newest(), "PostgreSQL is not installed"), durable, parent, null);
    }

    /** Whether this machine has PostgreSQL's package. */
    public static boolean isInstalled() throws IOException {
        return newest() != null;
    }

    /**
     * A standby that follows this one without being waited for.
     *
     * @param way the port by which it reaches this one
     */
    public Postgres standby(int way) throws IOException, InterruptedException {
        return new Postgres(programs, durable, parent, way);
    }

    /** Waits until it has done all that the primary has done by now. */
    public void catchUp(Postgres primary) throws SQLException, InterruptedException {
        String reached = primary.text("select pg_current_wal_lsn()");
        while (!text("select pg_last_wal_replay_lsn() >= '" + reached + "'").equals("t")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** From here on it is a primary. */
    public void promote() throws SQLException {
        execute("select pg_promote()");
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

    private String text(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Cuts all connections to it but one. */
    public void cut() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'latchkey' and pid <> pg_backend_pid()");
    }

    /** Stops all its processes, as a machine does that stalls. */
    public void stall() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        // First the one that starts the others: none that began in between may go on.
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
        new ProcessBuilder(command).start().waitFor(); // One may be gone by then.
    }

    /** Ends it, as a crash does or in order, and starts it again after so long. */
    public void restart(boolean crash, long downMillis) throws IOException, InterruptedException {
        end(crash);
        TimeUnit.MILLISECONDS.sleep(downMillis);
        startAgain();
    }

    /** Ends it, as a crash does or in order. */
    public void end(boolean crash) throws IOException, InterruptedException {
        new ProcessBuilder("kill", crash ? "-QUIT" : "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        process.waitFor();
    }

    /** Starts it after its end. */
    public void startAgain() throws IOException {
        process = launch();
    }

    /** Writes to the log until there is no place for more, or for a few seconds. */
    public void exhaust() throws InterruptedException {
        for (int i = 0; i < 50 && process.isAlive(); i++) {
            try {
                execute(
                        "create table if not exists filler (i int); insert into filler values (1); select pg_switch_wal()");
            } catch (SQLException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Starts it again if it ended itself. */
    public void startAgainIfEnded() throws IOException {
        if (!process.isAlive()) {
            startAgain();
        }
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
        return command.with(
                        program.equals("env")
                                ? program
                                : programs.resolve(program).toString())
                .with(arguments);
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

    /** Ends it, and removes its data. */
    public void remove() {
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
