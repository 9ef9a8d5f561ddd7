package dev.latchkey.acceptance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bob's tokens in place of another account's session must not be used, renewed or revoked on its behalf. */
class WhoseSessionTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;
    private Path bobs;
    private Path copy;

    @BeforeEach
    void copyBobsSession() throws IOException {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "bob");
        bobs = Documents.only(home, "session.json");
        copy = bobs.resolveSibling("../alice/session.json").normalize();
        Documents.writeText(copy, Files.readString(bobs));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        server.log().clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token --format json",
                "status",
                "status --check",
                "request --api-origin https://127.0.0.1:1 https://127.0.0.1:1/",
                "exec -- true",
                "logout",
            })
    void anotherAccountsTokensAreNotUsedRenewedOrRevoked(String line) {
        for (boolean expired : List.of(false, true)) {
            if (expired) {
                Documents.expire(copy);
            }
            Map<String, Object> before = Documents.read(copy);

            new InProcessCli(home).run(asAlice(line)).expect(8).saysOnErr("bob");

            assertEquals(before, Documents.read(copy), "it is left as it is");
            assertEquals(List.of(), server.log().requests());
        }
        cli.run("token", "--username", "bob").expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-credential", "docker-credential"})
    void credentialHelpersDoNotReturnThem(String helper) {
        cli.piping(helper.startsWith("git") ? "protocol=https\nhost=git.example.com\n\n" : "https://git.example.com");
        String[] asAlice = {helper, "get", "--username", "alice", "--api-origin", "https://git.example.com"};

        assertEquals("", cli.run(asAlice).expect(8).saysOnErr("bob").out());

        assertEquals(List.of(), server.log().requests());
    }

    @Test
    void aFreshTokenOfAnotherAccountIsNotPrinted() throws IOException {
        Path place = home.resolve("bitfount/alice/.token");
        Documents.write(place, Documents.python("bob", System.currentTimeMillis() / 1000 + 3600));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));

        new InProcessCli(home).run("token", "--username", "alice").expect(8).saysOnErr("bob");
    }

    @Test
    void aLocalLogoutDeletesTheCopyAndBobsOwnSessionWorks() {
        cli.run("logout", "--username", "alice").expect(8).saysOnErr("--local");

        cli.run("logout", "--username", "alice", "--local").expect(0);

        assertEquals(false, Files.exists(copy));
        assertEquals(List.of(), server.log().requests());
        cli.run("token", "--username", "bob").expect(0);
    }

    @Test
    void aForcedLoginReplacesTheCopyAndRevokesNothingOfBobs() {
        server.autoApprove("alice");

        cli.run("login", "--store", "file", "--username", "alice").expect(8).saysOnErr("--force");
        cli.run("login", "--store", "file", "--username", "alice", "--force").expect(0);

        assertEquals("alice", Documents.read(copy).get("username"));
        Documents.expire(bobs);
        cli.run("token", "--username", "bob").expect(0);
    }

    @Test
    void aLogoutOfAllAccountsLeavesTheCopyAlone() {
        cli.run("logout", "--all").expect(8).saysOnErr("bob");

        assertEquals(true, Files.exists(copy));
        assertEquals(false, Files.exists(bobs));
        cli.run("logout", "--all", "--local").expect(0);
        assertEquals(
                Set.of(),
                Set.copyOf(cli.run("sessions", "--json").json().get(0).values().stream()
                        .flatMap(list -> ((List<?>) list).stream())
                        .toList()));
    }

    @Test
    void anAccountCanBeNamedByItsSubject() {
        Map<String, Object> session = Documents.read(bobs);
        Path place = bobs.resolveSibling("../loopback%7cbob/session.json").normalize();
        Documents.write(place, session);

        cli.run("token", "--username", "loopback|bob").expect(0);
    }

    @Test
    void aDocumentWithoutAUserBelongsToItsAccount() {
        Map<String, Object> session = Documents.read(bobs);
        session.keySet().removeAll(Set.of("username", "subject", "id_token"));
        Documents.write(copy, session);

        cli.run("token", "--username", "alice").expect(0);
    }

    /** Options must precede the command of {@code exec}. */
    private String[] asAlice(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        String issuer = server.issuer().toString();
        words.addAll(1, List.of("--username", "alice", "--issuer", issuer, "--client-id", server.clientId()));
        return words.toArray(String[]::new);
    }
}
