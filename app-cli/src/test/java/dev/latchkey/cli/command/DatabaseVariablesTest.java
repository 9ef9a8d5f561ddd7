package dev.latchkey.cli.command;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.cli.harness.StoredToken;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviour of commands when the configured database cannot be used. */
class DatabaseVariablesTest {
    private static final String DOWN = "jdbc:postgresql://127.0.0.1:1/none";
    private static final String REFUSED = "Connection to 127.0.0.1:1 refused";

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
                .with("LATCHKEY_DATABASE_KEYS", "key-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
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
