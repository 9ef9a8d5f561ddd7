package dev.latchkey.acceptance.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.error.StorageException;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.session.SessionList;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.testkit.RecordingPrompt;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small program and the command line share one installation: each sees what the other stored, sealed or not. */
class ConsumerProgramTest {
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
        cli = new InProcessCli(home).with(keyring);
        cli.run("provider", "add", "work", "--issuer=" + server.issuer(), "--client-id=" + server.clientId())
                .expect(0);
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    /** The program's installation. */
    private LocalInstallation.Builder program() {
        return LocalInstallation.builder(
                        new OkHttpTransport(ClientSettings.builder().build()), new MoshiJson(), new SystemTimeSource())
                .user(new UserEnvironment(
                        FileSystems.getDefault(), Map.of("LATCHKEY_HOME", home.toString()), "", "Linux"));
    }

    private LocalInstallation installation() {
        return program()
                .store(
                        "keyring",
                        site -> new KeyringSessionStore(
                                site.documents(), site.lock(), keyring.guarded(), site.keyNames(), site.others()))
                .build();
    }

    @Test
    void theProgramReadsSessionsSealedByTheCommandLine() {
        server.autoApprove("alice");
        cli.run("login", "--provider=work", "--store=keyring").expect(0).saysOnOut("session.enc");

        String token = installation().open("work").accessToken().reveal();

        assertEquals(cli.run("token", "--provider=work").expect(0).out().strip(), token);
    }

    @Test
    void theCommandLineReadsSessionsSealedByTheProgram() {
        server.autoApprove("bob");
        LocalInstallation program = installation();

        program.login(program.provider(ProviderRequest.named("work")))
                .in(StoreKind.KEYRING)
                .run(new RecordingPrompt());

        cli.run("status", "--provider=work").expect(0).saysOnOut("bob").saysOnOut("session.enc");
        cli.run("sessions").expect(0).saysOnOut("keyring");
        assertEquals(
                cli.run("token", "--provider=work").expect(0).out().strip(),
                program.open("work").accessToken().reveal());
        cli.run("logout", "--provider=work").expect(0);
        assertTrue(installation().open("work").stored().isEmpty());
    }

    @Test
    void bothListTheSameSessionsAndAgreeOnTheCurrentAccount() {
        server.autoApprove("alice");
        cli.run("login", "--provider=work", "--store=keyring").expect(0);
        server.autoApprove("bob");
        cli.run("login", "--provider=work", "--store=file", "--username=bob").expect(0);
        cli.run("switch", "--provider=work", "alice").expect(0);

        LocalInstallation program = installation();
        List<SessionList.Entry> sessions = new SessionList(program.stores().sessions(), new MoshiJson())
                .of(program.stores().sessions().list());

        assertEquals(
                List.of("alice", "bob"),
                sessions.stream()
                        .flatMap(entry -> entry.username().stream())
                        .sorted()
                        .toList());
        assertEquals("alice", program.open("work").id().account());
        assertEquals(
                "bob",
                program.open("work", "bob").stored().orElseThrow().username().orElseThrow());
    }

    @Test
    void withoutAKeyringTheProgramReportsASealedSessionAndLeavesItAlone() {
        server.autoApprove("alice");
        cli.run("login", "--provider=work", "--store=keyring").expect(0);

        StorageException e = assertThrows(
                StorageException.class, () -> program().build().open("work").accessToken());

        assertTrue(e.location().endsWith("session.enc"), e.location());
        cli.run("token", "--provider=work").expect(0);
    }
}
