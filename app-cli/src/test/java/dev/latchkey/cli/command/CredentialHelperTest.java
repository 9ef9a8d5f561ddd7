package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.server.LoopbackAuthorizationServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token in the forms that other programs want it in. */
class CredentialHelperTest {
    private static final String ORIGIN = "--api-origin=https://git.example.com";
    private static final String GIT = "protocol=https\nhost=git.example.com\npath=a/b.git\n\n";

    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;
    private String token;

    @BeforeEach
    void logIn() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson()).start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "alice");
        token = cli.run("token").expect(0).out().strip();
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void aShellGetsLinesToEvaluate() {
        String[] lines = cli.run("token", "--format=env").expect(0).out().split("\n");

        assertEquals("export LATCHKEY_TOKEN='" + token + "'", lines[0]);
        assertEquals("export LATCHKEY_TOKEN_EXPIRES_AT=" + expiresAt(), lines[1]);
    }

    @Test
    void kubernetesGetsTheVersionThatItAsksFor() {
        cli.with("KUBERNETES_EXEC_INFO", "{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"x\"}");
        Map<String, Object> object =
                cli.run("token", "--format=kubernetes").expect(0).onlyJson();

        assertEquals("client.authentication.k8s.io/v1beta1", object.get("apiVersion"));
        assertEquals("ExecCredential", object.get("kind"));
        assertEquals(token, ((Map<?, ?>) object.getOrDefault("status", Map.of())).get("token"));
    }

    @Test
    void kubernetesInAVersionToComeIsToldSo() {
        cli.with("KUBERNETES_EXEC_INFO", "{\"apiVersion\":\"client.authentication.k8s.io/v7\"}");
        cli.run("token", "--format=kubernetes")
                .expect(2)
                .saysOnErr("KUBERNETES_EXEC_INFO asks for client.authentication.k8s.io/v7, but only");
        cli.with("KUBERNETES_EXEC_INFO", "v1");
        cli.run("token", "--format=kubernetes").expect(2).saysOnErr("does not hold the JSON object");
    }

    @Test
    void anOldGitGetsAUsernameAndAPassword() {
        Run run = cli.piping(GIT).run("git-credential", "get", ORIGIN).expect(0);

        assertEquals("username=oauth2\npassword=" + token + "\npassword_expiry_utc=" + expiresAt() + "\n", run.out());
        assertEquals("", run.err());
    }

    @Test
    void aGitThatTakesBearerTokensGetsOne() {
        Run run = cli.piping("capability[]=authtype\ncapability[]=state\n" + GIT)
                .run("git-credential", "get", ORIGIN)
                .expect(0);

        assertEquals(
                "capability[]=authtype\nauthtype=Bearer\ncredential=" + token + "\nephemeral=1\npassword_expiry_utc="
                        + expiresAt() + "\n",
                run.out());
    }

    @Test
    void gitGetsNothingForAnotherHost() {
        for (String asked : List.of(
                "protocol=https\nhost=evil.example.com\n\n",
                "protocol=http\nhost=git.example.com\n\n",
                "protocol=https\nhost=git.example.com:444\n\n",
                "protocol=https\nhost=git.example.com@evil.example.com\n\n",
                "protocol=https\nhost=user@git.example.com\n\n",
                "protocol=https\nhost=\n\n",
                "nonsense\n",
                "")) {
            Run run = cli.piping(asked).run("git-credential", "get", ORIGIN).expect(0);
            assertEquals("", run.out(), asked);
        }
    }

    @Test
    void whatGitSaysWasRefusedIsRenewed() {
        cli.piping(GIT.strip() + "\nusername=oauth2\npassword=another\n\n")
                .run("git-credential", "erase", ORIGIN)
                .expect(0);
        assertEquals(token, cli.run("token").out().strip());

        cli.piping(GIT.strip() + "\nusername=oauth2\npassword=" + token + "\n\n")
                .run("git-credential", "erase", ORIGIN)
                .expect(0);
        assertNotEquals(token, cli.run("token").out().strip());
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
    }

    @Test
    void gitStoresNothingAndOperationsToComeArePassedOver() {
        for (String operation : List.of("store", "capability")) {
            Run run = cli.piping(GIT).run("git-credential", operation, ORIGIN).expect(0);
            assertEquals("", run.out() + run.err());
        }
    }

    @Test
    void dockerGetsAUsernameAndASecretForAnAllowedRegistryOnly() {
        Map<String, Object> answer = cli.piping("git.example.com\n")
                .run("docker-credential", "get", ORIGIN, "--as=alice")
                .expect(0)
                .onlyJson();
        assertEquals(Map.of("ServerURL", "git.example.com", "Username", "alice", "Secret", token), answer);

        for (String other : List.of("evil.example.com", "http://git.example.com", "", "x@git.example.com", "::")) {
            Run run = cli.piping(other).run("docker-credential", "get", ORIGIN).expect(1);
            assertEquals("credentials not found in native keychain", run.out().strip());
        }
    }

    @Test
    void dockerSeesWhichRegistriesThereAre() {
        Map<String, Object> registries =
                cli.run("docker-credential", "list", ORIGIN).expect(0).onlyJson();

        assertEquals("oauth2accesstoken", registries.get("https://git.example.com"));
        assertEquals("", cli.run("docker-credential", "erase", ORIGIN).expect(0).out());
    }

    @Test
    void whereNobodyIsLoggedInTheHelpersSaySo() {
        cli.run("logout").expect(0);

        cli.piping(GIT).run("git-credential", "get", ORIGIN).expect(3).saysOnErr("Not logged in to");
        cli.piping("git.example.com").run("docker-credential", "get", ORIGIN).expect(3);
    }

    private long expiresAt() {
        Map<String, Object> document = Documents.read(Documents.only(home, "session.json"));
        return new BigDecimal(String.valueOf(document.get("access_token_expires_at"))).longValue();
    }
}
