package dev.latchkey.acceptance.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the command line as processes with the most verbose output, through successes and failures. No secret that the server issued or that
 * was configured may be anywhere but in the session's own document, which must be private to its owner.
 */
class CanaryTest {
    private static final String CLIENT_SECRET = "the-client-secret/with+signs";

    @TempDir
    private Path folder;

    private LoopbackAuthorizationServer server;
    private CliProcess cli;
    private final Set<String> printedOnPurpose = new LinkedHashSet<>();

    @BeforeEach
    void setUp() throws IOException {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .clientSecret(Secret.of(CLIENT_SECRET))
                .start();
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path logging = Files.writeString(
                folder.resolve("logging.properties"),
                "handlers=java.util.logging.ConsoleHandler\n.level=ALL\njava.util.logging.ConsoleHandler.level=ALL\n");
        Files.writeString(folder.resolve("client-secret"), CLIENT_SECRET + "\n");
        cli = new CliProcess(folder, "-Djava.io.tmpdir=" + temporary, "-Djava.util.logging.config.file=" + logging);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void noSecretLeaks() throws Exception {
        logIn();
        useTheToken();
        encounterFailures();
        encounterAServerThatQuotes();
        assertTrue(server.issuedSecrets().size() > 5, "there was something to find");
        assertNoSecretIsAnywhereElse();

        run("logout").expect(0);
        assertEquals(Set.of(), filesWithSecrets(folder.resolve("home")), "nothing is left");
    }

    private void logIn() throws Exception {
        CliProcess.Started login = start("login", "--no-browser", "--json", "--store=file");
        String code = new Run(0, login.firstLine(), "").onlyJson().get("user_code") + "";
        assertNoSecretInTheProcessList(login.process().pid());
        server.approve(code, "alice");
        login.end().expect(0);

        CliProcess.Started denied = start("login", "--no-browser", "--json", "--store=file", "--username=bob");
        server.deny(new Run(0, denied.firstLine(), "").onlyJson().get("user_code") + "");
        denied.end().expect(4);
    }

    private void useTheToken() throws Exception {
        run("status").expect(0);
        run("sessions").expect(0);
        run("doctor");
        run("request", server.uri("/api/hello").toString(), "--api-origin=" + server.issuer())
                .expect(0);
        run("request", "-d", "x", server.uri("/api/nothing").toString(), "--api-origin=" + server.issuer());
        run("request", "https://elsewhere.example/").expect(2);
        token();
        run("exec", "--", "true");
    }

    private void encounterFailures() throws Exception {
        expire();
        server.faults().failNext(Endpoint.TOKEN, 1, 503);
        run("token").expect(6);
        server.faults().answerNext(Endpoint.TOKEN, 200, "text/html", "<html>a proxy</html>");
        run("token").expect(6);
        server.faults().dropNext(Endpoint.TOKEN, 1);
        run("token").expect(6);
        server.faults().answerNext(Endpoint.TOKEN, 400, "application/json", "{\"error\":\"invalid_client\"}");
        run("token").expect(5);
        token();
        Path document = Documents.only(folder.resolve("home"), "session.json");
        String whole = Files.readString(document);
        Files.writeString(document, whole.substring(0, whole.length() / 2));
        run("token").expect(7);
        run("status").expect(7);
        Files.writeString(document, whole);
        run("token", "--no-such-option").expect(2);
    }

    /** The error response contains what was sent, as with some servers and gateways. */
    private void encounterAServerThatQuotes() throws Exception {
        expire();
        Path document = Documents.only(folder.resolve("home"), "session.json");
        String refreshToken = Documents.read(document).get("refresh_token") + "";
        server.faults()
                .answerNext(
                        Endpoint.TOKEN,
                        400,
                        "application/json",
                        "{\"error\":\"invalid_request\",\"error_description\":\"you sent refresh_token=" + refreshToken
                                + " and client_secret=" + CLIENT_SECRET + "\"}");
        run("token").expect(5).saysOnErr("you sent refresh_token=[redacted] and client_secret=[redacted]");
        server.faults()
                .answerNext(
                        Endpoint.DEVICE_AUTHORIZATION,
                        401,
                        "application/json",
                        "{\"error\":\"invalid_client\",\"error_description\":\"not " + CLIENT_SECRET + "\"}");
        run("login", "--no-browser", "--store=file").expect(5);
        token();
    }

    private void token() throws Exception {
        printedOnPurpose.add(run("token").expect(0).out().strip());
    }

    private void expire() {
        Documents.expire(Documents.only(folder.resolve("home"), "session.json"));
    }

    private void assertNoSecretIsAnywhereElse() throws IOException {
        Path document = Documents.only(folder.resolve("home"), "session.json");
        Set<Path> found = filesWithSecrets(folder);
        found.remove(folder.resolve("client-secret"));

        assertEquals(Set.of(document), found);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(document)));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(document.resolveSibling("."))));
    }

    /** Outputs, errors, logs, temporary files and everything else that was written. */
    private Set<Path> filesWithSecrets(Path root) throws IOException {
        List<String> secrets = new ArrayList<>(server.issuedSecrets());
        secrets.add(CLIENT_SECRET);
        Set<Path> found = new LinkedHashSet<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                for (String onPurpose : printedOnPurpose) {
                    text = file.getFileName().toString().startsWith("out-") ? text.replace(onPurpose, "") : text;
                }
                if (secrets.stream().anyMatch(text::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void assertNoSecretInTheProcessList(long process) throws IOException {
        Path arguments = Path.of("/proc", Long.toString(process), "cmdline");
        if (Files.exists(arguments)) {
            String line = Files.readString(arguments);
            assertTrue(line.contains("login"), "it is the right process");
            assertTrue(server.issuedSecrets().stream().noneMatch(line::contains));
            assertTrue(!line.contains(CLIENT_SECRET));
        }
    }

    private CliProcess.Started start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--issuer=" + server.issuer(),
                "--client-id=" + server.clientId(),
                "--client-secret-file=" + folder.resolve("client-secret"),
                "--verbose"));
        all.addAll(Arrays.asList(arguments));
        return cli.start(Map.of(), all.toArray(String[]::new));
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }
}
