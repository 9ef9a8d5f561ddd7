package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behaviour that only separate processes can show. */
class ProcessE2eTest {
    @TempDir
    private Path folder;

    private LoopbackAuthorizationServer server;
    private CliProcess cli;

    @BeforeEach
    void setUp() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new CliProcess(folder);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void fromLoginToLogoutWithAProcessPerCommandNoSecretIsOnStandardError() throws Exception {
        CliProcess.Started login = start("login", "--no-browser", "--json", "--store=file");
        String code = new Run(0, login.firstLine(), "").onlyJson().get("user_code") + "";
        server.approve(code, "alice");
        login.end().expect(0).saysOnOut("\"event\":\"logged_in\",\"username\":\"alice\"");

        String token = run("token").expect(0).out().strip();
        run("status").expect(0).saysOnOut("alice");
        run("request", server.uri("/api/hello").toString(), "--api-origin=" + server.issuer())
                .expect(0)
                .saysOnOut("Hello, alice!");
        Documents.expire(Documents.only(folder, "session.json"));
        String renewed = run("token", "--verbose").expect(0).out().strip();
        assertNotEquals(token, renewed);
        run("logout").expect(0).saysOnOut("revoked at the server");
        run("token").expect(3);

        String written = cli.everythingWritten().replace(token, "").replace(renewed, "");
        for (String secret : server.issuedSecrets()) {
            assertFalse(written.contains(secret), "a secret was written by another command than token");
        }
    }

    @Test
    void aFreshTokenAsJsonIsPrintedWithoutLoadingAnHttpClientOrAKeyring() throws Exception {
        new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
        Path log = folder.resolve("classes.log");

        new CliProcess(folder, "-Xlog:class+load:file=" + log)
                .run("token", "--format=json", "--issuer=" + server.issuer(), "--client-id=" + server.clientId())
                .expect(0);

        String loaded = Files.readString(log);
        assertTrue(loaded.contains("dev.latchkey.cli.command.TokenCommand"), "the log is one of loaded classes");
        for (String technology :
                List.of("okhttp3.", "dev.latchkey.okhttp.", "dev.latchkey.keyring.", "java.net.http.")) {
            assertFalse(loaded.lines().anyMatch(line -> line.contains(" " + technology)), technology + " was loaded");
        }
    }

    @Test
    void processesThatFindTheTokenExpiredAtTheSameTimeRenewItOnce() throws Exception {
        new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
        Documents.expire(Documents.only(folder, "session.json"));

        List<CliProcess.Started> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(start("token"));
        }
        Set<String> tokens = new HashSet<>();
        for (CliProcess.Started one : started) {
            tokens.add(one.end().expect(0).out().strip());
        }

        assertEquals(1, tokens.size());
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
        assertEquals(List.of(), server.log().events(ServerEvent.Kind.REUSE_DETECTED));
    }

    @Test
    void aSecondLoginOfTheSameAccountWaitsForTheFirstAndUsesItsResult() throws Exception {
        CliProcess.Started first = start("login", "--no-browser", "--json", "--store=file");
        first.firstLine();
        CliProcess.Started second = start("login", "--no-browser", "--store=file");
        second.awaitOnErr("Another login for this account is in progress");

        server.approve(server.lastUserCode().orElseThrow(), "alice");

        first.end().expect(0);
        second.end().expect(0).saysOnOut("as alice");
        assertEquals(1, server.log().requests(Endpoint.DEVICE_AUTHORIZATION).size());
    }

    @Test
    void anInterruptedLoginLeavesNothingBehind() throws Exception {
        CliProcess.Started login = start("login", "--no-browser", "--json", "--store=file");
        login.firstLine();

        // SIGTERM, because SIGINT may be ignored in the process that runs the tests.
        login.process().destroy();

        assertEquals(128 + 15, login.end().code());
        assertEquals(List.of(), filesWithContent(folder.resolve("home")));
        server.autoApprove("alice");
        run("login", "--no-browser", "--store=file").expect(0);
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
        CliProcess.Started token = cli.startInto(
                full, Map.of(), "token", "--issuer=" + server.issuer(), "--client-id=" + server.clientId());

        assertEquals(1, token.process().waitFor());
        assertTrue(Files.readString(token.err()).contains("could not be written"));
    }

    @Test
    void aReaderThatClosesThePipeIsNotAFailure() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/fd/1")));
        new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
        String[] options = {"--issuer=" + server.issuer(), "--client-id=" + server.clientId()};

        for (String command :
                List.of("status", "sessions", "token", "token --format=json", "status --json --verbose")) {
            String[] line = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(options))
                    .toArray(String[]::new);
            Run run = cli.runIntoClosedPipe(line).expect(0);
            assertFalse(run.err().contains("could not be written"), run.err());
        }
        cli.runIntoClosedPipe("help").expect(0);
        cli.runIntoClosedPipe("status", options[0], "--client-id=another").expect(3);
    }

    private CliProcess.Started start(String... arguments) throws IOException {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--issuer=" + server.issuer();
        all[arguments.length + 1] = "--client-id=" + server.clientId();
        return cli.start(Map.of(), all);
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }

    private static List<String> filesWithContent(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .map(Path::toString)
                    .toList();
        }
    }
}
