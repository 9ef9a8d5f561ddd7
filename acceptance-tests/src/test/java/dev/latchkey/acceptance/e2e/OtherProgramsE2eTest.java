package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The credential helpers, called by the real programs if they are installed; and {@code exec}. */
class OtherProgramsE2eTest {
    @TempDir
    private Path folder;

    private LoopbackAuthorizationServer server;
    private CliProcess cli;
    private String token;

    @BeforeEach
    void logIn() throws Exception {
        server = LoopbackAuthorizationServer.builder(new MoshiJson()).start();
        new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
        cli = new CliProcess(folder);
        token = cli.run("token", "--issuer=" + server.issuer(), "--client-id=" + server.clientId())
                .expect(0)
                .out()
                .strip();
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void gitFillsInTheHelpersCredential() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed");
        Path helper = helper("git-credential", "--api-origin=https://git.example.com");

        Run run = fill(helper, "protocol=https\nhost=git.example.com\n\n");

        run.expect(0).saysOnOut("username=oauth2\n").saysOnOut("password=" + token + "\n");
    }

    /** The request that git sends if a server offers only Basic; git 2.46 and later add that they support bearer tokens. */
    @Test
    void gitFillsInAPasswordForAServerThatOffersOnlyBasic() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed");
        Path helper = helper("git-credential", "--api-origin=https://git.example.com");

        Run run = fill(
                helper,
                "capability[]=authtype\nprotocol=https\nhost=git.example.com\nwwwauth[]=Basic realm=\"GitLab\"\n\n");

        run.expect(0).saysOnOut("username=oauth2\n").saysOnOut("password=" + token + "\n");
    }

    @Test
    void gitFillsInABearerTokenIfItCan() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed");
        Path helper = helper("git-credential", "--api-origin=https://git.example.com");
        String asked = "capability[]=authtype\nprotocol=https\nhost=git.example.com\nwwwauth[]=Bearer realm=\"x\"\n\n";

        Run run = fill(helper, asked).expect(0);

        boolean takesBearer =
                run("", Map.of(), "git", "credential", "capability").code() == 0;
        run.saysOnOut(takesBearer ? "authtype=Bearer\ncredential=" + token : "password=" + token);
        assertFalse(takesBearer && run.out().contains("password="), run.out());
    }

    @Test
    void gitGetsNoTokenForAnotherHostInjectedIntoTheHost() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed");
        Path helper = helper("git-credential", "--api-origin=https://git.example.com");

        for (String asked : List.of(
                "url=https://evil.example.com%0dhost=git.example.com%0d\n\n",
                "protocol=https\nhost=evil.example.com\rhost=git.example.com\n\n",
                "protocol=https\nhost=git.example.com/.evil.example.com\n\n")) {
            Run run = fill(helper, asked);
            assertFalse(run.out().contains(token), asked);
        }
    }

    private Run fill(Path helper, String asked) throws Exception {
        return run(
                asked,
                Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_CONFIG_NOSYSTEM", "1"),
                "git",
                "-c",
                "credential.helper=",
                "-c",
                "credential.protectProtocol=false",
                "-c",
                "credential.helper=!" + helper,
                "credential",
                "fill");
    }

    @Test
    void kubectlSendsTheToken() throws Exception {
        assumeTrue(isInstalled("kubectl"), "kubectl is not installed");
        // Over TLS, because kubectl sends a token only over TLS.
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        MockWebServer api = new MockWebServer();
        api.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        api.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Content-Type", "application/json")
                        .body("{}")
                        .build();
            }
        });
        api.start(InetAddress.getByName("127.0.0.1"), 0);
        try {
            Path config = kubeconfig(api.getPort(), certificate, helper("token", "--format=kubernetes"));
            run("", Map.of("KUBECONFIG", config.toString()), "kubectl", "get", "--raw", "/x")
                    .expect(0);

            assertTrue(api.getRequestCount() > 0);
            for (int i = 0; i < api.getRequestCount(); i++) {
                assertEquals("Bearer " + token, api.takeRequest().getHeaders().get("Authorization"));
            }
        } finally {
            api.close();
        }
    }

    @Test
    void execRunsACommandWithTheTokenAndReturnsItsExitCode() throws Exception {
        Run run = exec("--variable=MY_TOKEN", "--", "sh", "-c", "printf %s \"$MY_TOKEN\"; exit 7")
                .expect(7);

        assertEquals(token, run.out());
        assertFalse(run.err().contains(token));
    }

    @Test
    void execReportsAnUnknownCommand() throws Exception {
        exec("--", "no-such-command-anywhere").expect(127).saysOnErr("no-such-command-anywhere: command not found");
        exec("--variable=A=B", "--", "true").expect(2).saysOnErr("is not a valid environment variable name");
        exec("--", folder.toString()).expect(126);
    }

    /** Without a launcher that replaces itself with the command. */
    @Test
    void execWaitsForTheCommandDespiteSignals() throws Exception {
        Path ready = folder.resolve("ready");
        Path go = folder.resolve("go");
        CliProcess.Started started = cli.start(
                Map.of(),
                arguments(
                        "exec",
                        "--",
                        "sh",
                        "-c",
                        "touch " + ready + "; until [ -e " + go + " ]; do sleep 0.05; done; echo done; exit 3"));
        while (started.process().isAlive() && !Files.exists(ready)) {
            Thread.onSpinWait();
        }

        started.process().destroy();
        Files.createFile(go);

        started.end().expect(3).saysOnOut("done\n");
    }

    private Run exec(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("exec"));
        all.addAll(List.of(arguments));
        return cli.run(arguments(all.toArray(String[]::new)));
    }

    private String[] arguments(String... command) {
        List<String> all = new ArrayList<>(List.of("--issuer=" + server.issuer(), "--client-id=" + server.clientId()));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /** Creates a script that calls the command line, as a person would write it. */
    private Path helper(String... command) throws IOException {
        Path script = folder.resolve("helper");
        Files.writeString(
                script,
                "#!/bin/sh\nLATCHKEY_HOME='" + folder.resolve("home") + "' exec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' dev.latchkey.cli.Main '"
                        + String.join("' '", arguments(command)) + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private Path kubeconfig(int port, HeldCertificate certificate, Path helper) throws IOException {
        String authority =
                Base64.getEncoder().encodeToString(certificate.certificatePem().getBytes(StandardCharsets.UTF_8));
        Path config = folder.resolve("kubeconfig");
        Files.writeString(config, """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: here, user: me}}]
                clusters: [{name: here, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users:
                - name: me
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      command: %s
                      interactiveMode: Never
                """.formatted(port, authority, helper));
        return config;
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private Run run(String input, Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("program-out");
        Path err = folder.resolve("program-err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "does not end");
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
