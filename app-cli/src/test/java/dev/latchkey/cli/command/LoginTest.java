package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, successful and failed. */
class LoginTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new InProcessCli(home).at(server);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void aLoginShowsTheUrlTheCodeAWarningAndTheLocation() {
        server.autoApprove("alice");

        Run login = login().expect(0).saysOnOut(" as alice.").saysOnOut("Stored in " + home);

        String code = server.lastUserCode().orElseThrow();
        login.saysOnErr(code)
                .saysOnErr(server.verificationUri().toString())
                .saysOnErr("Only continue if you started this login");
        assertTrue(Files.exists(Documents.only(home, "alice/session.json")));
    }

    @Test
    void aLoginForAProgramPrintsOnlyEvents() {
        server.autoApprove("alice");

        Run login = login("--json").expect(0);

        List<Map<String, Object>> events = login.json();
        assertEquals(2, events.size());
        assertEquals(
                List.of(
                        "event",
                        "user_code",
                        "verification_uri",
                        "verification_uri_complete",
                        "expires_at",
                        "interval"),
                List.copyOf(events.get(0).keySet()));
        assertEquals("code", events.get(0).get("event"));
        assertEquals(server.lastUserCode().orElseThrow(), events.get(0).get("user_code"));
        assertEquals(
                List.of("event", "username", "expires_at", "scopes", "stored_in"),
                List.copyOf(events.get(1).keySet()));
        assertEquals("logged_in", events.get(1).get("event"));
        assertEquals("alice", events.get(1).get("username"));
        assertEquals(
                List.of("openid", "profile", "offline_access"), events.get(1).get("scopes"));
        assertEquals("", login.err());
    }

    @Test
    void aSecondLoginFirstReportsWhoIsLoggedIn() {
        server.autoApprove("alice");
        cli.loggedIn(server, "alice");

        login().expect(0).saysOnErr("as alice; starting a new login");
    }

    @Test
    void theLastOfTwoLoginsIsTheCurrentAccount() {
        cli.loggedIn(server, "alice");
        server.autoApprove("bob");
        login().expect(0);

        cli.run("status").expect(0).saysOnOut("bob");
        cli.run("status", "--username", "alice").expect(0).saysOnOut("alice");
    }

    @Test
    void anotherAccountThanRequestedIsRefusedAndNothingIsStored() {
        server.autoApprove("mallory");

        login("--username", "alice").expect(8).saysOnErr("mallory");

        cli.run("sessions").expect(0).saysOnErr("No session");
    }

    @Test
    void aDeniedLoginHasItsOwnExitCode() {
        server.faults().answerNext(Endpoint.TOKEN, 400, "application/json", "{\"error\":\"access_denied\"}");

        Run login = login("--json").expect(4);

        assertFailed(login, "denied");
    }

    @Test
    void anExpiredCodeHasTheSameExitCodeButAnotherWord() {
        server.faults().answerNext(Endpoint.TOKEN, 400, "application/json", "{\"error\":\"expired_token\"}");

        assertFailed(login("--json").expect(4), "code_expired");
    }

    @Test
    void aRefusedClientIsReported() {
        server.faults()
                .answerNext(
                        Endpoint.DEVICE_AUTHORIZATION,
                        401,
                        "application/json",
                        "{\"error\":\"invalid_client\",\"error_description\":\"no \\u001b[31msuch client\"}");

        Run login = login("--json").expect(5).saysOnErr("invalid_client");

        assertFailed(login, "refused");
        assertFalse(login.err().contains("\u001b"), "control characters of a server are not shown");
    }

    @Test
    void aServerThatIsDownIsUnreachable() {
        server.close();

        Run login = login("--json").expect(6);

        assertFailed(login, "unreachable");
    }

    @Test
    void metadataOfAnotherIssuerIsRefused() {
        server.faults().override(Endpoint.DISCOVERY, "issuer", "https://evil.example.com");

        login().expect(5).saysOnErr("evil.example.com");
    }

    @Test
    void anUnwritableFolderFailsBeforeAnyoneIsPrompted() {
        Documents.writeText(home.resolve("sessions"), "a file in place of the folder");

        login().expect(7).saysOnErr("sessions");

        assertEquals(Set.of(), server.issuedSecrets(), "no code was asked for");
    }

    @Test
    void aCorruptDocumentIsReportedByReadersAndMovedAsideByALogin() {
        server.autoApprove("alice");
        cli.loggedIn(server, "alice");
        Path document = Documents.only(home, "session.json");
        Documents.writeText(document, "{\"access_token\": \"cut o");

        cli.run("token").expect(7).saysOnErr(document.toString());
        cli.run("sessions").expect(0).saysOnOut("cannot be read");
        login().expect(0).saysOnErr("was moved to");
        cli.run("token").expect(0);
    }

    @Test
    void aDocumentOfANewerVersionIsLeftAlone() throws IOException {
        server.autoApprove("alice");
        cli.loggedIn(server, "alice");
        Path document = Documents.only(home, "session.json");
        Map<String, Object> session = Documents.read(document);
        session.put("version", new BigDecimal(99));
        Documents.write(document, session);
        String before = Files.readString(document);

        cli.run("token").expect(7).saysOnErr("newer version");
        login("--username", "alice").expect(7).saysOnErr("newer version");

        assertEquals(before, Files.readString(document));
    }

    @Test
    void anUnreadableDocumentIsNotReplacedAndNobodyIsPrompted() throws IOException {
        cli.loggedIn(server, "alice");
        Path document = Documents.only(home, "session.json");
        Files.delete(document);
        Files.createDirectory(document);

        login().expect(7).saysOnErr("not replaced unread");

        assertEquals(List.of(), server.log().requests(Endpoint.DEVICE_AUTHORIZATION));
    }

    @Test
    void anUnreadableDocumentIsMovedAsideWithForce() throws IOException {
        cli.loggedIn(server, "alice");
        Path document = Documents.only(home, "session.json");
        Files.delete(document);
        Files.createDirectory(document);
        server.autoApprove("alice");

        login("--force").expect(0);

        cli.run("token").expect(0);
        assertTrue(Files.isRegularFile(document));
    }

    @Test
    void scopesThatWereNotGrantedAreReportedAndTheLoginSucceeds() {
        server.close();
        try (LoopbackAuthorizationServer strict = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .grantsOnly("openid", "profile", "offline_access")
                .start()) {
            strict.autoApprove("alice");
            InProcessCli asking = new InProcessCli(home).at(strict);

            asking.run("login", "--store=file", "--scope", "openid", "--scope", "admin")
                    .expect(0)
                    .saysOnErr("did not grant: admin");
        }
    }

    @Test
    void theChosenStoreIsRecordedAndUsedAgain() {
        server.autoApprove("alice");
        login().expect(0).saysOnErr("Store: file, as asked for");

        cli.run("login", "--no-browser").expect(0).saysOnErr("Store: file, as before");
    }

    private Run login(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "login";
        arguments[1] = "--no-browser";
        arguments[2] = "--store=file";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return cli.run(arguments);
    }

    private static void assertFailed(Run login, String word) {
        Map<String, Object> last = login.json().get(login.json().size() - 1);
        assertEquals(List.of("event", "error", "message"), List.copyOf(last.keySet()));
        assertEquals("failed", last.get("event"));
        assertEquals(word, last.get("error"));
        assertEquals(
                "latchkey: " + last.get("message"),
                login.err().lines().findFirst().orElse(""));
    }
}
