package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The use of a session after a login: token, status, sessions, logout. */
class SessionUseTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void logIn() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson()).start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "alice");
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void theTokenIsPrintedAloneInEachFormat() {
        Run raw = cli.run("token").expect(0);
        String token = raw.out().strip();

        assertEquals(token + System.lineSeparator(), raw.out());
        assertEquals("", raw.err());
        assertEquals(
                "Authorization: Bearer " + token,
                cli.run("token", "--format", "header").expect(0).out().strip());
        Map<String, Object> json = cli.run("token", "--format=json").expect(0).onlyJson();
        assertEquals(List.of("access_token", "token_type", "expires_at", "scopes"), List.copyOf(json.keySet()));
        assertEquals(token, json.get("access_token"));
    }

    @Test
    void anExpiredTokenIsRenewedFirstAndTheRotatedRefreshTokenIsStored() {
        String before = cli.run("token").out();
        Object refreshToken = Documents.read(document()).get("refresh_token");
        Documents.expire(document());

        Run renewed = cli.run("token").expect(0);

        assertNotEquals(before, renewed.out());
        assertNotEquals(refreshToken, Documents.read(document()).get("refresh_token"));
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
        assertEquals(renewed.out(), cli.run("token").expect(0).out());
    }

    @Test
    void anOutageWithAnExpiredTokenFailsAndLosesNothing() {
        Documents.expire(document());
        Map<String, Object> before = Documents.read(document());
        server.faults().failNext(Endpoint.TOKEN, 1, 503);

        cli.run("token").expect(6).saysOnErr("The session is kept");

        assertEquals(before, Documents.read(document()));
        cli.run("token").expect(0);
    }

    @Test
    void aValidTokenIsUsedDuringAnOutageWithAWarning() {
        Map<String, Object> session = Documents.read(document());
        double now = System.currentTimeMillis() / 1000.0;
        session.put("issued_at", now - 3400);
        session.put("access_token_expires_at", now + 200);
        Documents.write(document(), session);
        server.faults().failNext(Endpoint.TOKEN, 5, 503);

        Run run = cli.run("token").expect(0).saysOnErr("warning: ");

        assertEquals(session.get("access_token"), run.out().strip());
    }

    @Test
    void aSessionThatTheServerEndedRequiresALogin() {
        server.revokeSessions();
        Documents.expire(document());

        cli.run("token").expect(3).saysOnErr("Run: latchkey login");
        cli.run("status").expect(3).saysOnOut("cannot be renewed");
    }

    @Test
    void aTokenThatExpiresEarlierThanRequestedIsPrintedWithAWarning() {
        cli.run("token", "--min-ttl", "2h").expect(0).saysOnErr("not 2 h");
    }

    @Test
    void aTokenThatExpiresTooEarlyIsRenewed() {
        Map<String, Object> session = Documents.read(document());
        double now = System.currentTimeMillis() / 1000.0;
        session.put("issued_at", now - 1800);
        session.put("access_token_expires_at", now + 1800);
        Documents.write(document(), session);

        Run run = cli.run("token", "--min-ttl", "45m").expect(0);

        assertNotEquals(session.get("access_token"), run.out().strip());
        assertEquals("", run.err());
    }

    @Test
    void otherScopesRequireAnotherLogin() {
        cli.run("token", "--scope", "admin").expect(3).saysOnErr("other scopes");
    }

    @Test
    void statusShowsAccountServerAndExpiryButNoSecret() {
        Run text = cli.run("status")
                .expect(0)
                .saysOnOut("alice")
                .saysOnOut("valid for ")
                .saysOnOut(server.issuer().getAuthority())
                .saysOnOut(document().toString());
        Run json = cli.run("status", "--json").expect(0);
        Run all = cli.run("sessions", "--json").expect(0);

        assertEquals(true, json.onlyJson().get("logged_in"));
        assertEquals("alice", json.onlyJson().get("username"));
        assertEquals("valid", json.onlyJson().get("state"));
        for (String secret : server.issuedSecrets()) {
            for (Run run : List.of(text, json, all, cli.run("sessions", "--verbose"))) {
                assertFalse((run.out() + run.err()).contains(secret), "a secret is shown");
            }
        }
    }

    @Test
    void statusHasAnExitCodeForNotLoggedIn() {
        Run json = cli.run("status", "--json", "--username", "bob").expect(3);

        assertEquals(false, json.onlyJson().get("logged_in"));
        cli.run("token", "--username", "bob")
                .expect(3)
                .saysOnErr("as bob. Logged in: ")
                .saysOnErr(". Run: latchkey login --issuer ");
    }

    @Test
    void sessionsListsAllProvidersIncludingRemovedOnes() {
        Documents.write(
                home.resolve("bitfount/_default/.token"),
                Documents.python("carol", System.currentTimeMillis() / 1000 + 3600));

        Run run = new InProcessCli(home).run("sessions").expect(0);

        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(
                                line -> line.matches("\\* +bitfount +_default \\(carol\\) +auth\\.bitfount\\.com .*")),
                run::out);
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches("\\* +\\S+ +alice +127\\.0\\.0\\.1.*yes +file")),
                run::out);
        assertTrue(new InProcessCli(home)
                                .run("sessions", "--json")
                                .expect(0)
                                .onlyJson()
                                .get("sessions")
                        instanceof List<?> list
                && list.size() == 2);
    }

    @Test
    void sessionsOfOneProviderAreListedAlone() {
        Documents.write(
                home.resolve("bitfount/_default/.token"),
                Documents.python("carol", System.currentTimeMillis() / 1000 + 3600));

        String ours = cli.run("sessions").expect(0).saysOnOut("alice").out();
        assertFalse(ours.contains("carol"), ours);
        String bitfounts = new InProcessCli(home)
                .run("sessions", "--provider", "bitfount")
                .expect(0)
                .saysOnOut("carol")
                .out();
        assertFalse(bitfounts.contains("alice"), bitfounts);
        new InProcessCli(home).run("sessions", "--provider", "gone").expect(2).saysOnErr("Unknown provider \"gone\"");
        new InProcessCli(home.resolve("empty"))
                .run("sessions", "--provider", "bitfount")
                .expect(0)
                .saysOnErr("No session is stored here for bitfount.");
        List<?> bobs = (List<?>) cli.run("sessions", "--json", "--username", "bob")
                .expect(0)
                .onlyJson()
                .getOrDefault("sessions", List.of("none"));
        assertEquals(List.of(), bobs);
    }

    @Test
    void theJsonOutputMarksTheCurrentAccount() {
        cli.loggedIn(server, "bob");

        Map<String, Object> current = ((List<?>)
                        cli.run("sessions", "--json").onlyJson().getOrDefault("sessions", List.of()))
                .stream()
                        .map(one -> (Map<?, ?>) one)
                        .collect(Collectors.toMap(
                                one -> String.valueOf(one.get("account")),
                                one -> Objects.requireNonNull(one.get("current"))));

        assertEquals(Map.of("alice", false, "bob", true), current);
    }

    @Test
    void logoutRevokesTheRefreshTokenFirstAndThenDeletes() {
        cli.run("logout").expect(0).saysOnOut("revoked at the server");

        assertEquals(
                List.of("refresh_token", "access_token"),
                server.log().requests(Endpoint.REVOCATION).stream()
                        .map(request -> request.parameter("token_type_hint").orElse(""))
                        .toList());
        cli.run("status").expect(3);
        cli.run("logout").expect(0).saysOnErr("Not logged in");
    }

    @Test
    void logoutDeletesEvenIfTheServerIsUnreachableAndReportsIt() {
        server.close();

        cli.run("logout").expect(0).saysOnOut("could not be reached");

        cli.run("sessions").expect(0).saysOnErr("No session");
    }

    @Test
    void aLocalLogoutDoesNotContactTheServer() {
        cli.run("logout", "--local").expect(0).saysOnOut("the server was not told");

        assertEquals(List.of(), server.log().requests(Endpoint.REVOCATION));
    }

    @Test
    void logoutAllEndsAllSessionsOfTheProviderAndNoOthers() {
        cli.loggedIn(server, "bob");
        Path bitfount = home.resolve("bitfount/_default/.token");
        Documents.write(bitfount, Documents.python("carol", System.currentTimeMillis() / 1000 + 3600));

        cli.run("logout", "--all").expect(0).saysOnOut("of alice").saysOnOut("of bob");

        Run left = new InProcessCli(home).run("sessions", "--json").expect(0);
        assertTrue(
                left.out().contains("carol")
                        && !left.out().contains("alice")
                        && !left.out().contains("bob"),
                left.out());
    }

    @Test
    void verboseLogsEachExchangeWithoutSecrets() {
        Documents.expire(document());

        Run run = cli.run("token", "--verbose", "--format", "header").expect(0);

        run.saysOnErr("latchkey: POST " + server.uri(Endpoint.TOKEN) + ": status 200 after ");
        for (String secret : server.issuedSecrets()) {
            assertFalse(run.err().contains(secret), "a secret is shown");
        }
    }

    private Path document() {
        return Documents.only(home.resolve("sessions"), "session.json");
    }
}
