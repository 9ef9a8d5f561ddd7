package dev.latchkey.acceptance.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keycloak with the {@code latchkey} realm, running as a child process on a free loopback port.
 *
 * <p>The server is started with a plain {@code java} command instead of {@code kc.sh}: there is only one process to stop, it runs on the
 * tests' JDK, and all its files are written to a private folder, so the unpacked distribution is unchanged and can be shared.
 */
public final class KeycloakServer implements AutoCloseable {

    /** The system property that names the unpacked {@code keycloak-x.y.z} folder. */
    public static final String DISTRIBUTION_PROPERTY = "latchkey.keycloak.home";

    private static final String REALM_RESOURCE = "/latchkey-realm.json";
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LOG_TAIL_LINES = 40;

    private final Path home;
    private final Path log;
    private final URI issuer;
    private final Process process;
    private final Thread hook = new Thread(this::stop, "keycloak-stop");

    private KeycloakServer(Path distribution) throws IOException {
        home = Files.createTempDirectory("latchkey-keycloak-");
        log = home.resolve("keycloak.log");
        try {
            Files.createDirectory(home.resolve("tmp"));
            importRealm();
            int port = freePort();
            issuer = URI.create("http://127.0.0.1:" + port + "/realms/latchkey");
            process = launch(distribution, port);
        } catch (IOException | RuntimeException e) {
            delete(home);
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the distribution in {@value #DISTRIBUTION_PROPERTY} and returns once the realm responds. */
    public static KeycloakServer start() {
        String distribution = System.getProperty(DISTRIBUTION_PROPERTY);
        if (distribution == null || !Files.isRegularFile(Path.of(distribution, "lib", "quarkus-run.jar"))) {
            throw new IllegalStateException(DISTRIBUTION_PROPERTY + " names no unpacked Keycloak: " + distribution);
        }
        try {
            KeycloakServer server = new KeycloakServer(Path.of(distribution).toAbsolutePath());
            try {
                server.awaitReady();
                return server;
            } catch (Exception | Error e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Keycloak was starting", e);
        }
    }

    /** The issuer, exactly as in the metadata. */
    public URI issuer() {
        return issuer;
    }

    /** The last lines of the server's log, for the message of a failing test. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no Keycloak log: " + e + ")";
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The JVM is shutting down, and the hook is already doing this
        }
        stop();
    }

    private void importRealm() throws IOException {
        Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
        try (InputStream realm = KeycloakServer.class.getResourceAsStream(REALM_RESOURCE)) {
            if (realm == null) {
                throw new IllegalStateException("no " + REALM_RESOURCE + " on the class path");
            }
            Files.copy(realm, imports.resolve("latchkey-realm.json"));
        }
    }

    private Process launch(Path distribution, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Start-up is dominated by class loading. Light compilation nearly halves its CPU time.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx1g",
                "-Dkc.home.dir=" + home,
                // Uses the build shipped in the zip, as kc.sh does from its second start on. Otherwise the server first
                // rebuilds itself, which takes some twenty seconds, and writes the result into the distribution.
                "-Dkc.config.built=true",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Duser.language=en",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                distribution.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://127.0.0.1:" + port,
                "--cache=local",
                "--import-realm");
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
        return builder.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest discovery = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Keycloak ended with " + process.exitValue() + "\n" + logTail());
            }
            try {
                if (http.send(discovery, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet
            }
        }
        throw new IllegalStateException("Keycloak was not ready within " + START_LIMIT + "\n" + logTail());
    }

    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        delete(home);
    }

    /** Another process may take the port before Keycloak does. Keycloak then exits, and the start fails with its log. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return; // Already closed
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("could not delete " + folder + ": " + e);
        }
    }
}
