package dev.latchkey.cli.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.server.LoopbackAuthorizationServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with sealed sessions, over a keyring in memory. */
class SealedSessionsTest {
    @TempDir
    private Path home;

    private final MemoryKeyring keyring = new MemoryKeyring();
    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new InProcessCli(home).at(server).with(keyring);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void fromLoginToLogoutTheKeyringHoldsOneEntry() {
        server.autoApprove("alice");

        cli.run("login", "--no-browser", "--store=keyring").expect(0).saysOnOut("session.enc");
        String token = cli.run("token").expect(0).out();
        assertEquals(1, keyring.names().size());
        cli.run("migrate", "--to=file").expect(0).saysOnOut("session.json");
        assertEquals(Set.of(), keyring.names());
        assertEquals(token, cli.run("token").expect(0).out());
        cli.run("migrate", "--to=keyring").expect(0);
        cli.run("logout").expect(0);

        assertEquals(Set.of(), keyring.names());
        cli.run("token").expect(3);
    }

    @Test
    void whereTheKeyringIsLockedTheSessionIsKept() {
        cli.loggedIn(server, "alice").run("migrate", "--to=keyring").expect(0);
        keyring.become(KeyringState.LOCKED);

        cli.run("token").expect(7).saysOnErr("is locked");

        keyring.become(KeyringState.READY);
        cli.run("token").expect(0);
    }
}
