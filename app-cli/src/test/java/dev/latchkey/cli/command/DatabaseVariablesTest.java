package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of commands when the configured database cannot be used. */
class DatabaseVariablesTest {
    private static final String DOWN = "jdbc:postgresql://127.0.0.1:1/none";
    private static final String REFUSED = "Connection to 127.0.0.1:1 refused";

    private static final String KEYS = "key-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path home;

    private StoredToken stored;
    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        stored = new StoredToken(home);
        cli = new InProcessCli(home)
                .with(new MemoryKeyring())
                .with("LATCHKEY_DATABASE", DOWN)
                .with("LATCHKEY_DATABASE_KEYS", KEYS);
    }

    @Test
    void sessionsListsSessionsInFilesWhileTheDatabaseIsDown() throws Exception {
        stored.fresh("known", "ann");

        cli.run("sessions").expect(0).saysOnOut("ann").saysOnErr(REFUSED).saysOnErr("known/ann cannot be read");
    }

    @Test
    void sessionsFailsIfTheDatabaseIsDownAndThereAreNoFiles() {
        cli.run("sessions").expect(7).saysOnErr(REFUSED);
    }

    @Test
    void doctorReportsAnInvalidUrlAndContinues() {
        cli.with("LATCHKEY_DATABASE", "nonsense")
                .run("doctor", "--provider", "known")
                .expect(2)
                .saysOnOut("✗ Database: LATCHKEY_DATABASE: ")
                .saysOnOut("Keyring: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", DOWN + "?user=ann&password=secret"})
    void aWrongUrlIsReportedBeforeAMissingKey(String url) {
        Run run = cli.with("LATCHKEY_DATABASE", url)
                .with("LATCHKEY_DATABASE_KEYS", "")
                .run("token", "--provider", "known")
                .expect(2)
                .saysOnErr("LATCHKEY_DATABASE: ");

        assertFalse(run.err().contains("secret"), run.err());
    }

    @Test
    void theCommandThatMakesAKeyQuotesItsPaths() {
        new InProcessCli(home.resolve("my home"))
                .with("LATCHKEY_DATABASE", DOWN)
                .run("token", "--issuer", "http://127.0.0.1:1", "--client-id", "me")
                .expect(7)
                .saysOnErr("my home/database-keys')");
    }

    @ParameterizedTest
    @CsvSource({DOWN + ", 7", "nonsense, 2"})
    void doctorReportsAFailingDatabaseOnce(String url, int code) {
        Run run = cli.with("LATCHKEY_DATABASE", url)
                .run("doctor", "--issuer", "http://127.0.0.1:1", "--client-id", "me")
                .expect(code);

        assertEquals(
                1,
                run.out()
                        .lines()
                        .filter(line -> line.matches("✗ (Database|Locks|Store): .*"))
                        .count(),
                run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider add work --issuer https://id.example.com --client-id me --no-check",
                "provider list",
                "provider show bitfount",
                "provider use bitfount",
                "help",
                "help login",
                "completion bash",
                "complete latchkey --provider b",
                "demo --auto"
            })
    void whatConcernsNoSessionNeedsNoDatabase(String line) {
        new InProcessCli(home.resolve("fresh"))
                .with("LATCHKEY_DATABASE", "nonsense")
                .run(line.split(" "))
                .expect(0);
    }

    @Test
    void completingAccountsPrintsNothingIfTheDatabaseCannotBeUsed() {
        Run run = cli.with("LATCHKEY_DATABASE", "nonsense")
                .run("complete", "latchkey", "switch", "a")
                .expect(0);

        assertEquals("", run.out() + run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stores/known", "database-keys"})
    void aHostThatUsedADatabaseIsToldThatTheVariableIsNotSet(String file) throws Exception {
        stored.fresh("known", "ann");
        Path trace = home.resolve(file);
        Files.createDirectories(trace.getParent());
        Files.writeString(trace, "database\n");

        for (String command : List.of("token", "status")) {
            cli.without("LATCHKEY_DATABASE")
                    .run(command, "--provider", "known", "--account", "bob")
                    .expect(3)
                    .saysOnErr("LATCHKEY_DATABASE is not set. Run: latchkey login");
        }
    }

    @Test
    void aHostThatUsedNoDatabaseIsNotToldOfOne() throws Exception {
        stored.fresh("known", "ann");

        Run run = cli.without("LATCHKEY_DATABASE")
                .run("token", "--provider", "known", "--account", "bob")
                .expect(3);

        assertFalse(run.err().contains("LATCHKEY_DATABASE"), run.err());
    }

    @Test
    void aKeyFileThatEveryoneCanReadIsReportedAndUsed() throws Exception {
        Path keys = Files.writeString(home.resolve("database-keys"), KEYS);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));

        cli.without("LATCHKEY_DATABASE_KEYS")
                .run("sessions")
                .expect(7)
                .saysOnErr("warning: Everyone on this host can read the key file " + keys)
                .saysOnErr(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATCHKEY_DATABASE_KEYS", "LATCHKEY_DATABASE_KEYS_FILE"})
    void anEmptyKeyVariableCountsAsUnset(String variable) {
        cli.without("LATCHKEY_DATABASE_KEYS")
                .with(variable, "")
                .run("token", "--provider", "known")
                .expect(7)
                .saysOnErr("There is no key for the database.")
                .saysOnErr(home.resolve("database-keys").toString());
    }
}
