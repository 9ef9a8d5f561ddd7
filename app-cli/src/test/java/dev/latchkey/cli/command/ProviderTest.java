package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configured providers. */
class ProviderTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new InProcessCli(home);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void aProviderIsAddedUsedAndRemoved() {
        server.autoApprove("alice");
        add("work", "--scope", "openid", "--store", "file").expect(0);

        cli.run("provider", "list").expect(0).saysOnOut("bitfount  https://").saysOnOut("work      " + server.issuer());
        cli.run("login", "--provider", "work", "--no-browser").expect(0).saysOnErr("as the provider's settings say");
        cli.with("LATCHKEY_PROVIDER", "work")
                .run("status")
                .expect(0)
                .saysOnOut("alice")
                .saysOnOut("work");
        cli.run("provider", "remove", "work").expect(2).saysOnErr("logout --all --provider work");
        cli.run("logout").expect(0);
        cli.run("provider", "remove", "work").expect(0);
        cli.run("status").expect(2).saysOnErr("LATCHKEY_PROVIDER names an unknown provider, \"work\"");
    }

    @Test
    void theFirstProviderBecomesTheDefaultAndAnotherCanBeSet() {
        add("work").expect(0).saysOnOut("Default provider: work.");
        assertFalse(add("home").expect(0).out().contains("Default"));
        cli.run("status", "--json").expect(3).saysOnOut("\"provider\":\"work\"");

        cli.run("provider", "use", "home").expect(0).saysOnOut("Default provider: home.");
        cli.run("status", "--json").expect(3).saysOnOut("\"provider\":\"home\"");
        cli.run("provider", "list").expect(0).saysOnOut("home      " + server.issuer() + " (default)");
        cli.run("provider", "use", "nowhere").expect(2).saysOnErr("nowhere");

        cli.run("provider", "remove", "home").expect(0);
        cli.run("status", "--json").expect(3).saysOnOut("\"provider\":\"bitfount\"");
    }

    @Test
    void aBuiltInProviderWithASessionRemainsTheDefault() throws IOException {
        new StoredToken(home).freshAtBitfount();

        assertFalse(add("work").expect(0).out().contains("Default"));

        cli.run("token").expect(0).saysOnOut("python-access-token");
    }

    @Test
    void theVariableTakesPrecedenceOverTheDefault() {
        add("work").expect(0);
        add("home").expect(0);

        InProcessCli atHome = cli.with("LATCHKEY_PROVIDER", "home");

        atHome.run("status", "--json").expect(3).saysOnOut("\"provider\":\"home\"");
        atHome.run("provider", "use", "work").expect(0).saysOnErr("LATCHKEY_PROVIDER is set to home");
    }

    @Test
    void anUnreadableConfigurationIsReported() {
        Documents.writeText(home.resolve("config.json"), "[");
        cli.run("token").expect(7).saysOnErr("config.json");
        add("work").expect(7);
        cli.run("token", "--provider", "bitfount").expect(3);

        Documents.writeText(home.resolve("config.json"), "{\"other\":1}");
        add("work").expect(0);
        assertEquals(
                Map.of("other", 1.0, "default_provider", "work"), numbers(Documents.read(home.resolve("config.json"))));
    }

    private static Map<String, Object> numbers(Map<String, Object> object) {
        Map<String, Object> plain = new HashMap<>(object);
        plain.replaceAll((key, value) -> value instanceof Number number ? (Object) number.doubleValue() : value);
        return plain;
    }

    @Test
    void anInvalidDefaultIsReportedWithItsFileAndCanBeSetAgain() {
        Documents.writeText(home.resolve("config.json"), "{\"default_provider\":5}");
        cli.run("token").expect(7).saysOnErr("default_provider");
        cli.run("provider", "list").expect(0).saysOnErr("default_provider").saysOnOut("bitfount");

        Documents.writeText(home.resolve("config.json"), "{\"default_provider\":\"gone\"}");
        cli.run("token").expect(2).saysOnErr("config.json").saysOnErr("provider use");
        cli.with("LATCHKEY_PROVIDER", "nope").run("token").expect(2).saysOnErr("LATCHKEY_PROVIDER names");

        Documents.writeText(home.resolve("config.json"), "[");
        cli.with("LATCHKEY_PROVIDER", "").run("provider", "use", "bitfount").expect(0);
        cli.run("provider", "list").expect(0).saysOnOut("(default)");
    }

    @Test
    void oneServersIssuerCannotBeCombinedWithAnothersEndpoints() {
        String issuer = server.issuer().toString();
        cli.run("provider", "add", "a", "--preset", "github", "--issuer", issuer, "--client-id", "x")
                .expect(2)
                .saysOnErr("takes no issuer");
        cli.run("provider", "add", "b", "--issuer", issuer, "--token-endpoint", issuer + "/token", "--client-id", "x")
                .expect(2)
                .saysOnErr("--device-endpoint");
    }

    @Test
    void metadataOfAnotherIssuerIsReportedWithWhatToType() {
        String pasted = server.issuer().toString().replace("127.0.0.1", "localhost");
        cli.run("provider", "add", "a", "--issuer", pasted, "--client-id", "x")
                .expect(5)
                .saysOnErr("Run the same command with --issuer " + server.issuer());
    }

    @Test
    void inATerminalItAsksAndTriesADeviceCode() {
        cli.typing("\nnosuch\n" + server.issuer() + "\n\n" + server.clientId() + "\n\nbad/name\nmine\n");

        Run run = cli.run("provider", "add").expect(0);

        run.saysOnErr("github: GitHub")
                .saysOnErr("No preset is called \"nosuch\"")
                .saysOnErr("gave a device code");
        run.saysOnErr("latchkey provider add mine --issuer " + server.issuer() + " --client-id " + server.clientId());
        run.saysOnOut("Added mine.");
        assertEquals(1, server.log().requests(Endpoint.DEVICE_AUTHORIZATION).size());
    }

    @Test
    void theDialogueAcceptsAPresetAndItsHost() {
        cli.typing("git\ngitlab\n127.0.0.1:1\nme\n\n\nn\n");

        Run run = cli.run("provider", "add").expect(0);

        run.saysOnErr("gitlab: GitLab").saysOnErr("Add it anyway?");
        assertFalse(run.out().contains("Added"), run.out());
        assertFalse(Files.exists(home.resolve("providers/gitlab.json")));
    }

    @Test
    void doesNotAskWithoutATerminal() {
        cli.piping("work\n").onTerminal().run("provider", "add").expect(2).saysOnErr("NAME");
        cli.typing("https://id.example.com\n").run("provider", "add").expect(130);
    }

    @Test
    void withNothingConfiguredStatusPointsToTheHelp() {
        cli.run("status").expect(3).saysOnErr("bitfount").saysOnErr("latchkey help providers");
    }

    @Test
    void theFileIsPrivateAndContainsNoSecret() throws IOException {
        Documents.writeText(home.resolve("secret.txt"), "the client's secret\n");
        add("work", "--client-secret-file", home.resolve("secret.txt").toString(), "--client-auth=POST")
                .expect(0);

        Path file = home.resolve("providers/work.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains("the client's secret"));
        Map<String, Object> shown =
                cli.run("provider", "show", "work", "--json").expect(0).onlyJson();
        assertEquals(home.resolve("secret.txt").toString(), shown.get("client_secret_file"));
        assertEquals("post", shown.get("client_auth"));
    }

    @Test
    void theFileListsTheErrorsThatEndASession() throws IOException {
        server.autoApprove("alice");
        add("work", "--scope", "openid", "--store", "file").expect(0);
        server.faults().override(Endpoint.TOKEN, "expires_in", 0.001);
        cli.run("login", "--provider", "work", "--no-browser").expect(0);
        String dead = "{\"error\":\"bad_refresh_token\"}";

        server.faults().answerNext(Endpoint.TOKEN, 200, "application/json", dead);
        cli.run("token", "--provider", "work")
                .expect(5)
                .saysOnErr("bad_refresh_token")
                .saysOnErr("log in again")
                .saysOnErr("client's settings");

        Path file = home.resolve("providers/work.json");
        String json = Files.readString(file).replace("{", "{\"session_ending_errors\":[\"bad_refresh_token\"],");
        Documents.writeText(file, json);
        assertEquals(
                List.of("bad_refresh_token"),
                cli.run("provider", "show", "work", "--json")
                        .expect(0)
                        .onlyJson()
                        .get("session_ending_errors"));
        server.faults().answerNext(Endpoint.TOKEN, 200, "application/json", dead);
        cli.run("token", "--provider", "work").expect(3).saysOnErr("bad_refresh_token");
    }

    @Test
    void theServerIsCheckedBeforeTheProviderIsStored() {
        server.faults().override(Endpoint.DISCOVERY, "issuer", "https://evil.example.com");

        add("work").expect(5).saysOnErr("evil.example.com");
        cli.run("provider", "show", "work").expect(2);
        add("work", "--no-check").expect(0);
    }

    @Test
    void anEndpointThatTheMetadataLacksCanBeGivenWithTheIssuer() {
        server.autoApprove("alice");
        server.faults().override(Endpoint.DISCOVERY, "device_authorization_endpoint", null);
        String device = server.issuer() + Endpoint.DEVICE_AUTHORIZATION.path();

        add("lacking").expect(0).saysOnErr("a login will fail");
        add("work", "--store", "file", "--device-endpoint=" + device).expect(0);

        cli.run("login", "--provider", "work", "--no-browser").expect(0);
        cli.run("status", "--provider", "work").expect(0).saysOnOut("alice");
    }

    @Test
    void aMetadataUrlIsConvertedToItsIssuer() {
        cli.run(
                        "provider",
                        "add",
                        "work",
                        "--issuer=" + server.issuer() + "/.well-known/openid-configuration",
                        "--client-id=" + server.clientId())
                .expect(0);

        cli.run("provider", "show", "work").expect(0).saysOnOut("issuer: " + server.issuer() + "\n");
    }

    @Test
    void aServerThatIsDownIsUnreachable() {
        server.close();

        add("work").expect(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Work", "../work", "a/b", ".hidden", "", "bitfount", "0123456789ab", "con", "x.", "ä"})
    void refusesAnInvalidName(String name) {
        add(name, "--no-check").expect(2);
    }

    @Test
    void anExistingProviderIsReplacedOnlyWithForce() {
        add("work", "--scope", "one").expect(0);

        add("work", "--scope", "two").expect(2).saysOnErr("--force");
        add("work", "--scope", "two", "--force").expect(0);

        cli.run("provider", "show", "work").expect(0).saysOnOut("scopes: two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"client_id\": | JSON",
                "{\"issuer\":\"https://as.example.com\"} | client_id",
                "{\"client_id\":\"me\"} | neither issuer nor token_endpoint",
                "{\"client_id\":\"me\",\"issuer\":\"http://as.example.com\"} | https",
                "{\"client_id\":\"me\",\"issuer\":\"https://as.example.com\",\"scopes\":7} | scopes",
                "{\"client_id\":\"me\",\"issuer\":\"https://as.example.com\",\"scoeps\":\"x\"} | scoeps",
                "{\"client_id\":\"me\",\"issuer\":\"https://as.example.com\",\"store\":\"cloud\"} | store",
            })
    void aBrokenFileIsReportedWithTheReason(String content, String said) {
        Path file = home.resolve("providers/work.json");
        Documents.writeText(file, content);

        cli.run("status", "--provider", "work")
                .expect(7)
                .saysOnErr(file.toString())
                .saysOnErr(said);
        cli.run("provider", "list").expect(0).saysOnOut("work");
    }

    @Test
    void bitfountCanBeShown() {
        Run shown = cli.with("BITFOUNT_ENVIRONMENT", "staging")
                .run("provider", "show", "bitfount")
                .expect(0);

        shown.saysOnOut("https://auth.staging.bitfount.com/oauth/token").saysOnOut("client_id: ");
    }

    @Test
    void aConfidentialClientLogsInWithItsSecret() {
        server.close();
        try (LoopbackAuthorizationServer strict = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .clientSecret(Secret.of("s3cret"))
                .start()) {
            strict.autoApprove("alice");
            Documents.writeText(home.resolve("secret.txt"), "s3cret\n");
            InProcessCli confidential = new InProcessCli(home).at(strict);

            confidential.run("login", "--store=file", "--no-browser").expect(5).saysOnErr("invalid_client");
            for (String way : new String[] {"basic", "post"}) {
                confidential
                        .run(
                                "login",
                                "--store=file",
                                "--no-browser",
                                "--client-auth=" + way,
                                "--client-secret-file=" + home.resolve("secret.txt"))
                        .expect(0);
            }
        }
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheSecret() {
        server.close();
        try (LoopbackAuthorizationServer strict = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .clientSecret(Secret.of("s3cret"))
                .start()) {
            strict.autoApprove("alice");
            Documents.writeText(home.resolve("secret.txt"), "\uFEFFs3cret\r\n");

            new InProcessCli(home)
                    .at(strict)
                    .run("login", "--store=file", "--no-browser", "--client-secret-file=" + home.resolve("secret.txt"))
                    .expect(0);
        }
    }

    @Test
    void filesMayStartWithAByteOrderMarkButMustNotBeUtf16() throws IOException {
        add("work").expect(0);
        Path file = home.resolve("providers/work.json");
        String json = Files.readString(file);
        Path secret = Files.write(home.resolve("secret.txt"), "\uFEFFs3cret".getBytes(StandardCharsets.UTF_16LE));
        Path authority = Files.write(home.resolve("ca.pem"), "\uFEFF-----BEGIN".getBytes(StandardCharsets.UTF_16BE));

        Files.writeString(file, "\uFEFF" + json);
        cli.run("provider", "show", "work").expect(0).saysOnOut(server.issuer().toString());
        for (String option : List.of("--client-secret-file=" + secret, "--ca-file=" + authority)) {
            Run run = cli.run("login", "--issuer=" + server.issuer(), "--client-id=my-cli", "--no-browser", option);
            assertTrue(run.code() == 2 || run.code() == 7, run::toString);
            run.saysOnErr("is UTF-16; save it as UTF-8");
        }
        Files.write(file, ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16LE));
        cli.run("provider", "show", "work").expect(7).saysOnErr("is UTF-16; save it as UTF-8");
    }

    @Test
    void endpointsCanBeGivenIndividually() {
        server.autoApprove("alice");
        String[] options = {
            "--client-id=" + server.clientId(),
            "--device-endpoint=" + server.uri(Endpoint.DEVICE_AUTHORIZATION),
            "--token-endpoint=" + server.uri(Endpoint.TOKEN),
            "--userinfo-endpoint=" + server.uri(Endpoint.USERINFO),
        };

        cli.run(with(options, "login", "--store=file", "--no-browser")).expect(0);
        cli.run(with(options, "request", server.uri(Endpoint.USERINFO).toString()))
                .expect(0);
        cli.run(with(options, "logout")).expect(0).saysOnOut("offers no revocation");
        assertEquals(List.of(), server.log().requests(Endpoint.DISCOVERY));
    }

    private Run add(String name, String... more) {
        return cli.run(
                with(more, "provider", "add", name, "--issuer=" + server.issuer(), "--client-id=" + server.clientId()));
    }

    private static String[] with(String[] more, String... first) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** Opening a pipe blocks until there is a writer. */
    @ParameterizedTest
    @ValueSource(strings = {"provider show w", "--provider w token", "provider list"})
    void aPipeInPlaceOfAProviderFileIsReported(String line) throws Exception {
        Path file = home.resolve("providers").resolve("w.json");
        Files.createDirectories(file.getParent());
        assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0, "mkfifo is not there");

        Run run = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> cli.run(line.split(" ")));

        if (!line.endsWith("list")) {
            run.expect(7).saysOnErr("is not a regular file");
        }
    }

    @Test
    void aSecretFileOfAnotherPersonIsRefused() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        Path secret = Files.writeString(home.resolve("secret"), "s3cret");
        Files.setAttribute(secret, "unix:uid", 65534);
        assumeTrue(!isRootsFile(secret));

        cli.run(
                        "--issuer",
                        "https://a.example.com",
                        "--client-id",
                        "me",
                        "--client-secret-file",
                        secret.toString(),
                        "token")
                .expect(7)
                .saysOnErr("not to you");
    }

    private static boolean isRootsFile(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid") == 0;
    }
}
