package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.line.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid command lines, and the messages for invalid ones. */
class CommandLineTest {
    @TempDir
    private Path home;

    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        cli = new InProcessCli(home);
    }

    @Test
    void helpListsCommandsCommonOptionsAndExitCodes() {
        Run help = cli.run("--help").expect(0);

        for (String command : List.of(
                "login", "token", "status", "sessions", "request", "logout", "migrate", "provider", "doctor", "demo")) {
            help.saysOnOut("\n  " + command);
        }
        help.saysOnOut("--provider NAME").saysOnOut("options, environment");
        cli.run("help", "options").expect(0).saysOnOut("--issuer URL").saysOnOut("--ca-file PEM");
        for (ExitCode code : ExitCode.values()) {
            help.saysOnOut(String.format("%3d  %s", code.code(), code.meaning()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "token",
                "status",
                "sessions",
                "request",
                "logout",
                "migrate",
                "provider",
                "provider list",
                "provider show",
                "provider add",
                "provider remove",
                "doctor",
                "demo"
            })
    void everyCommandHasHelpWithoutTheCommonOptions(String command) {
        Run help = cli.run((command + " --help").split(" ")).expect(0).saysOnOut("Usage: latchkey " + command);

        assertFalse(help.out().contains("--issuer URL"), help.out());
        assertTrue(help.out().lines().count() <= 24, help.out());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
        assertEquals(2, help.out().split("options of all commands", -1).length, help.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokne | \"token\"",
                "token --formt json | --format",
                "login --no-browsr | --no-browser",
                "status --usernam x | --username",
            })
    void aTypoIsWrongUsageAndTheNearestNameIsSuggested(String command, String near) {
        cli.run(command.split(" ")).expect(2).saysOnErr(near);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "provider",
                "token --min-ttl soon",
                "token --min-ttl -5",
                "token --format xml",
                "login --store cloud",
                "request",
                "request not-a-url",
                "provider show",
                "--client-auth magic status",
                "logout --all --account bob",
                "--provider work switch alice --account bob",
                "provider remove bitfount",
                "--format raw token",
            })
    void invalidUsageIsReportedBriefly(String command) {
        Run run =
                cli.run(command.isEmpty() ? new String[0] : command.split(" ")).expect(2);

        assertTrue(run.err().startsWith("latchkey: "), run.err());
        assertTrue(run.err().lines().count() <= 3, run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--provider nowhere status", "status --provider nowhere", "status --provider=nowhere"})
    void commonOptionsAreAcceptedBeforeAndAfterTheCommand(String command) {
        cli.run(command.split(" ")).expect(2).saysOnErr("Unknown provider \"nowhere\"");
    }

    @Test
    void aListOptionMayBeGivenBeforeAndAfterTheCommand() {
        cli.run("--api-origin", "nonsense", "status", "--api-origin", "https://api.example.com")
                .expect(2)
                .saysOnErr("nonsense");
        cli.run("--api-origin", "https://api.example.com", "status", "--api-origin", "nonsense")
                .expect(2)
                .saysOnErr("nonsense");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--issuer=https://as.example.com",
                "--client-id=me",
                "--client-secret-file=secret",
                "--client-auth=post",
                "--device-endpoint=https://as.example.com/d",
                "--token-endpoint=https://as.example.com/t",
                "--revocation-endpoint=https://as.example.com/r",
                "--userinfo-endpoint=https://as.example.com/u",
                "--jwks-uri=https://as.example.com/j",
                "--username-claim=name",
            })
    void aConfiguredProviderConflictsWithOptionsThatDescribeOne(String option) {
        cli.run("status", "--provider", "bitfount", option).expect(2).saysOnErr("--provider");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--issuer=https://as.example.com | --client-id",
                "--client-id=me | --issuer",
                "--client-id=me --device-endpoint=https://as.example.com/d | --token-endpoint",
                "--client-id=me --issuer=http://as.example.com | https",
                "--client-id=me --issuer=https://as.example.com?x=y | query",
                "--client-id=me --token-endpoint=ftp://as.example.com/t | token endpoint",
                "--client-id=me --issuer=https://as.example.com --client-secret-file=/no/such/file | /no/such/file",
                "--client-id=me --issuer=https://as.example.com --api-origin=http://api.example.com | API origin",
            })
    void anIncompleteOrUnsafeAdHocProviderIsWrongUsage(String options, String said) {
        cli.run(("status " + options).split(" ")).expect(2).saysOnErr(said);
    }

    @Test
    void anUnknownBitfountEnvironmentIsReportedWithTheKnownOnes() {
        cli.with("BITFOUNT_ENVIRONMENT", "moon").run("status").expect(8).saysOnErr("production, staging, sandbox, dev");
    }

    @Test
    void theEnvironmentMayNameTheProvider() {
        cli.with("LATCHKEY_PROVIDER", "nowhere").run("status").expect(2).saysOnErr("nowhere");
        cli.run("status", "--provider", "bitfount").expect(3);
    }

    @Test
    void optionsThatDescribeAServerTakePrecedenceOverTheEnvironment() {
        cli.with("LATCHKEY_PROVIDER", "nowhere")
                .run("status", "--issuer=https://as.example.com", "--client-id=me")
                .expect(3)
                .saysOnErr(
                        "Not logged in to as.example.com. Run: latchkey login --issuer https://as.example.com --client-id me");
    }

    @Test
    void anInvalidProxyIsWrongUsage() {
        cli.with("HTTPS_PROXY", "nonsense://x")
                .run("login", "--no-browser", "--store", "file")
                .expect(2)
                .saysOnErr("HTTPS_PROXY");
    }

    @Test
    void aMissingCertificateFileOfTheEnvironmentIsWrongUsage() {
        cli.with("SSL_CERT_FILE", home.resolve("none.pem").toString())
                .run("login", "--no-browser", "--store", "file")
                .expect(2)
                .saysOnErr("SSL_CERT_FILE");
    }

    @Test
    void anInvalidCertificateFileIsWrongUsage() {
        cli.run(
                        "login",
                        "--store",
                        "file",
                        "--ca-file",
                        home.resolve("none.pem").toString())
                .expect(2)
                .saysOnErr("none.pem");
    }

    @Test
    void showsTheVersion() {
        cli.run("--version").expect(0).saysOnOut("latchkey ");
    }
}
