package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in the formats of other programs. */
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
    void kubernetesGetsTheRequestedVersion() {
        cli.with("KUBERNETES_EXEC_INFO", "{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"x\"}");
        Map<String, Object> object =
                cli.run("token", "--format=kubernetes").expect(0).onlyJson();

        assertEquals("client.authentication.k8s.io/v1beta1", object.get("apiVersion"));
        assertEquals("ExecCredential", object.get("kind"));
        assertEquals(token, ((Map<?, ?>) object.getOrDefault("status", Map.of())).get("token"));
    }

    @Test
    void kubernetesGetsATokenOnlyForAnAllowedClusterIfItNamesOne() {
        for (String allowed : List.of("https://git.example.com", "https://git.example.com:443/k8s/clusters/c-1")) {
            cli.with("KUBERNETES_EXEC_INFO", execInfo(allowed));
            cli.run("token", "--format=kubernetes", ORIGIN).expect(0).saysOnOut(token);
        }
        for (String other : List.of(
                "https://evil.com",
                "http://git.example.com",
                "https://git.example.com@evil.com",
                "https://git.example.com\\\\.evil.com",
                "https://git.example.com\\r.evil.com",
                "https://git.example.com?x",
                "git.example.com",
                "")) {
            cli.with("KUBERNETES_EXEC_INFO", execInfo(other));
            Run run = cli.run("token", "--format=kubernetes", ORIGIN).expect(2).saysOnErr("--api-origin");
            assertEquals("", run.out());
        }
    }

    private static String execInfo(String server) {
        return "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"spec\":{\"cluster\":{\"server\":\"" + server
                + "\"}}}";
    }

    @Test
    void anUnknownKubernetesVersionIsReported() {
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
    void aGitThatSupportsBearerTokensGetsOne() {
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
                "protocol=https\nhost=git.example.com/.evil.com\n\n",
                "protocol=https\nhost=git.example.com/\n\n",
                "protocol=https\nhost=git.example.com?.evil.com\n\n",
                "protocol=https\nhost=git.example.com#.evil.com\n\n",
                "protocol=https\nhost=git.example.com\\.evil.com\n\n",
                "protocol=https\nhost=evil.com\\@git.example.com\n\n",
                "protocol=https\nhost=git.example.com \n\n",
                "protocol=https\nhost= git.example.com\n\n",
                "protocol=https\nhost=git.example.com.\n\n",
                "protocol=https\nhost=git.example.com%2eevil.com\n\n",
                "protocol=https\nhost=git\u3002example.com\n\n",
                "protocol=https\nhost=g\u0456t.example.com\n\n",
                "protocol=https\nhost=git.example.com\u2028\n\n",
                "protocol=https\nhost=git.example.com\u0085\n\n",
                "protocol=https\nhost=git.example.com:443:1\n\n",
                "protocol=https://git.example.com\nhost=evil.com\n\n",
                "protocol=https://git.example.com/?\nhost=evil.com\n\n",
                "protocol=https://git.example.com#\nhost=evil.com\n\n",
                "protocol=https:\nhost=git.example.com\n\n",
                "protocol=HTTPS\nhost=git.example.com\n\n",
                "protocol= https\nhost=git.example.com\n\n",
                "protocol=\nhost=git.example.com\n\n",
                "host=git.example.com\n\n",
                "protocol=https\nhost=evil.com\nhost=git.example.com\n\n",
                "protocol=https\nhost=git.example.com\nhost=evil.com\n\n",
                "protocol=https\nhost=evil.com\n\nhost=git.example.com\n",
                "nonsense\n",
                "")) {
            Run run = cli.piping(asked).run("git-credential", "get", ORIGIN).expect(0);
            assertEquals("", run.out(), asked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol=https\nhost=evil.com\rhost=git.example.com\n\n",
                "protocol=https\rhost=git.example.com\r\r",
                "protocol=https\r\nhost=git.example.com\r\n\r\n",
                "protocol=https\nhost=git.example.com\r\n\n",
                "protocol=https\nhost=git.example.com\0.evil.com\n\n",
                "protocol=https\nhost=git.example.com\npath=a\rb\n\n",
                "protocol=https\nhost=git.example.com\n\n\r",
                "protocol=https\nhost=git.example.com\n\nx\0",
                "\r"
            })
    void gitGetsAnErrorAndNoTokenForCrAndNul(String asked) {
        for (String operation : List.of("get", "store", "erase")) {
            Run run = cli.piping(asked).run("git-credential", operation, ORIGIN).expect(2);
            assertEquals("", run.out());
            run.saysOnErr("CR or NUL");
            assertEquals(1, run.err().lines().count());
        }
        assertEquals(token, cli.run("token").out().strip());
    }

    @Test
    void anOverlongInputIsNotTruncated() {
        String host = "host=git.example.com";
        String start = "protocol=https\npath=" + "x".repeat((1 << 16) - 21 - host.length() - 1) + "\n";

        Run run = cli.piping(start + host + ".evil.com\n\n").run("git-credential", "get", ORIGIN);

        run.expect(2).saysOnErr("longer than 65536 bytes");
        assertEquals("", run.out());
    }

    @Test
    void theServersChallengesDetermineWhatGitGets() {
        String capable = "capability[]=authtype\ncapability[]=state\n";
        String basic = "wwwauth[]=Basic realm=\"GitLab\"\n";
        String bearer = "wwwauth[]=Bearer realm=\"x\", error=\"invalid_token\"\n";

        assertTrue(isPassword(git(basic)));
        assertTrue(isPassword(git(capable + basic)));
        assertTrue(isPassword(git(capable + "wwwauth[]=basic\n")));
        assertTrue(isPassword(git(capable + "wwwauth[]=Negotiate, Basic realm=\"x\"\n")));
        assertTrue(isPassword(git(capable + "wwwauth[]=Basic realm=\"a, Bearer b\"\n")));
        assertTrue(isPassword(git(capable + "wwwauth[]=Basic realm=\"a\\\", Bearer b\"\n")));
        assertTrue(isPassword(git(capable + bearer + "wwwauth[]=\n" + basic)));
        assertTrue(isPassword(git(bearer)));
        assertTrue(isPassword(git(capable + "capability[]=\n" + bearer)));
        assertTrue(isBearer(git(capable)));
        assertTrue(isBearer(git(capable + bearer)));
        assertTrue(isBearer(git(capable + "wwwauth[]=bearer\n")));
        assertTrue(isBearer(git(capable + basic + bearer)));
        assertTrue(isBearer(git(capable + "wwwauth[]=Basic realm=\"x\", Bearer\n")));
        assertEquals("", git(capable + "wwwauth[]=Negotiate\nwwwauth[]=Digest realm=\"Basic\"\n"));
    }

    private String git(String lines) {
        return cli.piping(GIT.strip() + "\n" + lines + "\n")
                .run("git-credential", "get", ORIGIN)
                .expect(0)
                .out();
    }

    private boolean isPassword(String answer) {
        return answer.startsWith("username=oauth2\npassword=" + token + "\n") && !answer.contains("authtype");
    }

    private boolean isBearer(String answer) {
        return answer.startsWith("capability[]=authtype\nauthtype=Bearer\ncredential=" + token + "\n")
                && !answer.contains("password=");
    }

    @Test
    void aTokenThatGitReportsAsRefusedIsRenewed() {
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
    void gitStoreDoesNothingAndUnknownOperationsAreIgnored() {
        for (String operation : List.of("store", "capability")) {
            Run run = cli.piping(GIT).run("git-credential", operation, ORIGIN).expect(0);
            assertEquals("", run.out() + run.err());
        }
    }

    @Test
    void dockerGetsCredentialsForAnAllowedRegistryOnly() {
        Map<String, Object> answer = cli.piping("git.example.com\n")
                .run("docker-credential", "get", ORIGIN, "--as=alice")
                .expect(0)
                .onlyJson();
        assertEquals(Map.of("ServerURL", "git.example.com", "Username", "alice", "Secret", token), answer);

        for (String same : List.of("git.example.com", "https://git.example.com/v2/", "https://git.example.com:443")) {
            assertEquals(
                    token,
                    cli.piping(same)
                            .run("docker-credential", "get", ORIGIN)
                            .expect(0)
                            .onlyJson()
                            .get("Secret"));
        }
        for (String more : List.of(
                "git.example.com\r\n",
                "git.example.com\n\n",
                "evil.com\ngit.example.com",
                "\rgit.example.com",
                "git.example.com\0")) {
            Run run = cli.piping(more).run("docker-credential", "get", ORIGIN).expect(2);
            assertEquals("", run.out());
        }
        for (String other : List.of(
                "evil.example.com",
                "http://git.example.com",
                "",
                "x@git.example.com",
                "::",
                "git.example.com/.evil.com",
                "git.example.com?.evil.com",
                "git.example.com#.evil.com",
                " git.example.com",
                "git.example.com ",
                "git.example.com\\.evil.com",
                "https://git.example.com\\.evil.com",
                "git.example.com.",
                "https://git.example.com@evil.com/",
                "https://x@git.example.com/",
                "https://git.example.com?x",
                "https://",
                "https://git.example.com/#",
                "HTTPS://git.example.com",
                "https:git.example.com",
                "//git.example.com",
                "https://evil.com/https://git.example.com",
                "evil.com?://git.example.com",
                "g\u0456t.example.com")) {
            Run run = cli.piping(other).run("docker-credential", "get", ORIGIN).expect(1);
            assertEquals("credentials not found in native keychain", run.out().strip());
        }
    }

    @Test
    void dockerListsTheAllowedRegistries() {
        Map<String, Object> registries =
                cli.run("docker-credential", "list", ORIGIN).expect(0).onlyJson();

        assertEquals("oauth2accesstoken", registries.get("https://git.example.com"));
        assertEquals("", cli.run("docker-credential", "erase", ORIGIN).expect(0).out());
    }

    @Test
    void theHelpersReportThatNobodyIsLoggedIn() {
        cli.run("logout").expect(0);

        cli.piping(GIT).run("git-credential", "get", ORIGIN).expect(3).saysOnErr("Not logged in to");
        cli.piping("git.example.com").run("docker-credential", "get", ORIGIN).expect(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc\nX-Injected: yes",
                "abc\rhost=evil.com",
                "abc\0",
                "a\u001b[31mb",
                "a\u009b31mb",
                "a\u007f",
                "\u00e4"
            })
    void aMalformedStoredTokenIsRefusedByEveryCommand(String changed) {
        Path document = Documents.only(home, "session.json");
        Map<String, Object> content = Documents.read(document);
        content.put("access_token", changed);
        content.put("refresh_token", null);
        Documents.write(document, content);

        for (String format : List.of("raw", "header", "json", "env", "kubernetes")) {
            refused(cli.run("token", "--format=" + format));
        }
        refused(cli.piping(GIT).run("git-credential", "get", ORIGIN));
        refused(cli.piping("git.example.com").run("docker-credential", "get", ORIGIN));
        refused(cli.run("exec", "true"));
        refused(cli.run("request", "https://git.example.com/", ORIGIN));
    }

    @Test
    void aMalformedStoredTokenIsRenewedIfPossible() {
        Path document = Documents.only(home, "session.json");
        Map<String, Object> content = Documents.read(document);
        content.put("access_token", "abc\nX-Injected: yes");
        Documents.write(document, content);

        Run run = cli.run("token", "--format=header").expect(0);

        assertFalse(run.out().contains("abc"), run.out());
        assertEquals(1, run.out().lines().count());
    }

    private static void refused(Run run) {
        run.expect(3).saysOnErr("contains characters that no access token may contain");
        assertEquals("", run.out());
        assertFalse(run.err().contains("abc"), run.err());
        assertTrue(run.err().chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), run.err());
    }

    @Test
    void aNameForAnotherProgramIsOneLine() {
        for (String name : List.of("a\nhost=evil.com", "a\rb", "a\0", "a\u001b[1m", "")) {
            for (String helper : List.of("git-credential", "docker-credential")) {
                Run run = cli.piping(helper.startsWith("git") ? GIT : "git.example.com")
                        .run(helper, "get", ORIGIN, "--as=" + name);
                run.expect(2).saysOnErr("--as");
                assertEquals("", run.out());
            }
        }
    }

    private long expiresAt() {
        Map<String, Object> document = Documents.read(Documents.only(home, "session.json"));
        return new BigDecimal(String.valueOf(document.get("access_token_expires_at"))).longValue();
    }
}
