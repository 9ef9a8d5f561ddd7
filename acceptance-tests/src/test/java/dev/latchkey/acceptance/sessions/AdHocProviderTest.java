package dev.latchkey.acceptance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.EscapedName;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.AuthSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ad hoc provider is named after its server and client; sessions that version 0.1.0 stored under another name are found and moved. */
class AdHocProviderTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;
    private Path present;
    private Path former;

    @BeforeEach
    void moveTheSessionToWhereVersion010StoredIt() throws IOException {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "alice");
        String name = server.issuer() + "#" + server.clientId();
        present = home.resolve("sessions").resolve(EscapedName.ofFolder(name));
        former = home.resolve("sessions").resolve(AdHocProvider.formerName(name).orElseThrow());
        Files.move(present, former);
        server.log().clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void providersThatSharedANameHaveNamesOfTheirOwn() {
        // Both have the same hash.
        assertEquals("https://a.example.com/xv".hashCode(), "https://a.example.com/z8".hashCode());
        for (String path : new String[] {"xv", "z8"}) {
            String issuer = "https://a.example.com/" + path;
            Documents.write(
                    home.resolve("sessions/https%3a%2f%2fa.example.com%2f" + path + "%23me/u/session.json"),
                    session(path + "-token"));
            InProcessCli one = new InProcessCli(home);

            assertEquals(
                    path + "-token",
                    one.run("token", "--issuer", issuer, "--client-id", "me", "--username", "u")
                            .expect(0)
                            .out()
                            .strip());
        }
        new InProcessCli(home)
                .run("sessions")
                .expect(0)
                .saysOnOut("https://a.example.com/xv#me")
                .saysOnOut("https://a.example.com/z8#me");
    }

    @Test
    void aSessionOfAnotherProviderWithTheSameFormerNameIsLeftAlone() {
        Map<String, Object> session = new LinkedHashMap<>(session("xv-token"));
        session.put("issuer", "https://a.example.com/xv");
        String shared = AdHocProvider.formerName("https://a.example.com/xv#me").orElseThrow();
        Documents.write(home.resolve("sessions").resolve(shared).resolve("u/session.json"), session);

        InProcessCli other = new InProcessCli(home);
        other.run("token", "--issuer", "https://a.example.com/z8", "--client-id", "me", "--username", "u")
                .expect(3);
        other.run("logout", "--local", "--issuer", "https://a.example.com/z8", "--client-id", "me", "--username", "u");

        assertEquals(
                "xv-token",
                other.run("token", "--issuer", "https://a.example.com/xv", "--client-id", "me", "--username", "u")
                        .expect(0)
                        .out()
                        .strip());
    }

    private static Map<String, Object> session(String token) {
        return Map.of(
                "access_token", token,
                "access_token_expires_at", System.currentTimeMillis() / 1000 + 3600,
                "auth_domain", "a.example.com",
                "client_id", "me",
                "scopes", "openid profile offline_access",
                "audience", "",
                "version", 1);
    }

    @Test
    void anOverlongNameIsStillUsable() {
        String issuer = "https://a.example.com/" + "x".repeat(250);

        new InProcessCli(home)
                .run("token", "--issuer", issuer, "--client-id", "me")
                .expect(3);
    }

    @Test
    void readingAFreshTokenDoesNotMoveTheSession() {
        cli.run("token").expect(0);
        cli.run("status").expect(0).saysOnOut("alice").saysOnOut(former.toString());
        cli.run("switch", "alice").expect(0);

        assertTrue(Files.exists(former.resolve("alice/session.json")));
        assertFalse(Files.exists(present.resolve("alice/session.json")));
    }

    @Test
    void aRenewalMovesTheSessionFirst() {
        Documents.expire(former.resolve("alice/session.json"));

        String token = cli.run("token").expect(0).out();

        assertFalse(Files.exists(former.resolve("alice/session.json")));
        assertTrue(Files.exists(present.resolve("alice/session.json")));
        assertEquals(token, cli.run("token").expect(0).out());
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
    }

    @Test
    void aLoginMovesTheSessionAndRevokesWhatItReplaces() {
        server.autoApprove("alice");

        cli.run("login", "--store", "file").expect(0);

        assertFalse(Files.exists(former.resolve("alice/session.json")));
        assertFalse(server.log().requests(Endpoint.REVOCATION).isEmpty());
        cli.run("token").expect(0);
    }

    @Test
    void aLogoutEndsTheSessionUnderEitherName() {
        cli.run("logout").expect(0).saysOnOut("revoked at the server");

        assertFalse(Files.exists(former.resolve("alice/session.json")));
        cli.run("token").expect(3);
        cli.run("sessions").expect(0).saysOnErr("No session");
    }

    @Test
    void afterAnInterruptedMoveTheSessionIsInBothPlacesAndTheNewOneIsUsed() throws IOException {
        Path old = former.resolve("alice/session.json");
        Documents.expire(old);
        Documents.writeText(present.resolve("alice/session.json"), Files.readString(old));

        cli.run("token", "--username", "alice").expect(0);

        assertFalse(Files.exists(old), "what is equal there is deleted");
        cli.run("token", "--username", "alice").expect(0);
        cli.run("logout", "--username", "alice").expect(0);
        cli.run("token", "--username", "alice").expect(3);
    }

    @Test
    void anOlderCopyDoesNotReappearAfterALogout() throws IOException {
        Path old = former.resolve("alice/session.json");
        Documents.writeText(present.resolve("alice/session.json"), Files.readString(old));
        Map<String, Object> older = Documents.read(old);
        older.put("refresh_token", "older");
        Documents.write(old, older);

        cli.run("token").expect(0);
        cli.run("logout").expect(0);

        cli.run("token").expect(3);
    }

    @Test
    void sessionsOfTheProviderAreListedUnderBothNames() {
        cli.loggedIn(server, "bob");

        cli.run("switch", "alice").expect(0);
        cli.run("status").expect(0).saysOnOut("alice");
        cli.run("logout", "--all").expect(0);

        cli.run("sessions").expect(0).saysOnErr("No session");
    }

    @Test
    void aProgramFindsTheSessionOfTheSameServerAndClient() {
        LocalInstallation installation = LocalInstallation.builder(
                        new OkHttpTransport(), new MoshiJson(), new SystemTimeSource())
                .user(new UserEnvironment(home.getFileSystem(), Map.of("LATCHKEY_HOME", home.toString()), "", "Linux"))
                .build();
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .build();

        AuthSession session = installation.open(SelectedProvider.of(provider), Optional.empty());

        assertEquals(
                cli.run("token").expect(0).out().strip(), session.accessToken().reveal());
    }

    @Test
    void migrateFindsTheSessionByItsOptions() {
        cli.run("migrate", "--to", "file").expect(0).saysOnOut("already in ");
    }
}
