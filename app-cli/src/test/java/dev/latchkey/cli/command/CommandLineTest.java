package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood, and what is said about what is not. */
class CommandLineTest {
    @TempDir
    private Path home;

    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        cli = new InProcessCli(home);
    }

    @Test
    void helpListsTheCommandsTheOptionsOfAllAndTheExitCodes() {
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
    void everyCommandHasHelpThatLeavesTheOptionsOfAllToTheRoot(String command) {
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
    void somethingMistypedIsWrongUsageAndTheNearOneIsNamed(String command, String near) {
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
    void whatMakesNoSenseIsWrongUsageInOneOrTwoLines(String command) {
        Run run =
                cli.run(command.isEmpty() ? new String[0] : command.split(" ")).expect(2);

        assertTrue(run.err().startsWith("latchkey: "), run.err());
        assertTrue(run.err().lines().count() <= 3, run.err());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--provider nowhere status", "status --provider nowhere", "status --provider=nowhere"})
    void optionsOfAllCommandsAreTakenBeforeAndAfterTheCommand(String command) {
        cli.run(command.split(" ")).expect(2).saysOnErr("There is no provider \"nowhere\"");
    }

    @Test
    void anOptionMayStandBeforeTheCommandAndAgainAfterIt() {
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
    void aProviderThatIsSetUpAndAnOptionThatDescribesOneContradictEachOther(String option) {
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
    void anAdHocProviderThatIsIncompleteOrUnsafeIsWrongUsageAndSaysWhatIsMissing(String options, String said) {
        cli.run(("status " + options).split(" ")).expect(2).saysOnErr(said);
    }

    @Test
    void anUnknownEnvironmentOfBitfountHasAnExitCodeOfItsOwnAndTheKnownOnesAreNamed() {
        cli.with("BITFOUNT_ENVIRONMENT", "moon").run("status").expect(8).saysOnErr("production, staging, sandbox, dev");
    }

    @Test
    void theProviderMayComeFromTheEnvironment() {
        cli.with("LATCHKEY_PROVIDER", "nowhere").run("status").expect(2).saysOnErr("nowhere");
        cli.run("status", "--provider", "bitfount").expect(3);
    }

    @Test
    void optionsThatDescribeAServerGoBeforeTheEnvironment() {
        cli.with("LATCHKEY_PROVIDER", "nowhere")
                .run("status", "--issuer=https://as.example.com", "--client-id=me")
                .expect(3)
                .saysOnErr(
                        "Not logged in to as.example.com. Run: latchkey login --issuer https://as.example.com --client-id me");
    }

    @Test
    void aProxyThatIsNoneIsWrongUsage() {
        cli.with("HTTPS_PROXY", "nonsense://x")
                .run("login", "--no-browser", "--store", "file")
                .expect(2)
                .saysOnErr("HTTPS_PROXY");
    }

    @Test
    void aCertificateFileOfTheEnvironmentThatIsNotThereIsWrongUsage() {
        cli.with("SSL_CERT_FILE", home.resolve("none.pem").toString())
                .run("login", "--no-browser", "--store", "file")
                .expect(2)
                .saysOnErr("SSL_CERT_FILE");
    }

    @Test
    void aCertificateFileThatIsNoneIsWrongUsage() {
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
    void theVersionIsSaid() {
        cli.run("--version").expect(0).saysOnOut("latchkey ");
    }
}
