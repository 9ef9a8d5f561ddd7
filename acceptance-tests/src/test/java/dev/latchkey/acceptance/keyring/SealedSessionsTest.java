package dev.latchkey.acceptance.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.file.EscapedName;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with sealed sessions and an in-memory keyring. */
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
    void theKeyringContainsOneEntryFromLoginToLogout() {
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
    void aSessionUnderItsFormerNameIsSealedAgainForItsNewName() throws IOException {
        String name = server.issuer() + "#" + server.clientId();
        String former = AdHocProvider.formerName(name).orElseThrow();
        cli.loggedIn(server, "alice");
        Path sessions = home.resolve("sessions");
        Files.move(sessions.resolve(EscapedName.ofFolder(name)), sessions.resolve(former));
        new InProcessCli(home).with(keyring).run("migrate", "--to=keyring").expect(0);
        Path old = home.resolve("sessions").resolve(former).resolve("alice/session.enc");
        assertEquals(true, Files.exists(old));
        String token = cli.run("token").expect(0).out();
        assertEquals(true, Files.exists(old), "to read it is not to move it");

        server.revokeAccessTokens();
        cli.run("status", "--check").expect(0);

        assertEquals(false, Files.exists(old));
        assertNotEquals(token, cli.run("token").expect(0).out());
        cli.run("logout").expect(0);
        assertEquals(Set.of(), keyring.names());
    }

    @Test
    void aLoginThatAdoptsAnothersResultReportsItsLocation() throws Exception {
        FutureTask<Run> first = new FutureTask<>(() -> cli.run("login", "--store=file"));
        start(first);
        while (server.lastUserCode().isEmpty()) {
            Thread.onSpinWait();
        }
        FutureTask<Run> second = new FutureTask<>(() -> cli.run("login", "--store=keyring"));
        Thread waiting = start(second);
        while (Stream.of(waiting.getStackTrace())
                .noneMatch(frame -> frame.getClassName().endsWith(".session.Login")
                        && frame.getMethodName().equals("turn"))) {
            Thread.onSpinWait();
        }
        server.approve(server.lastUserCode().orElseThrow(), "alice");

        first.get(60, TimeUnit.SECONDS).expect(0).saysOnOut("session.json");
        second.get(60, TimeUnit.SECONDS)
                .expect(0)
                .saysOnOut("session.json")
                .saysOnErr("Store: file, where the login that this one waited for stored it.");
        String record = EscapedName.ofFolder(server.issuer() + "#" + server.clientId());
        assertEquals(
                "file", Files.readString(home.resolve("stores").resolve(record)).strip());
    }

    private static Thread start(FutureTask<Run> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    @Test
    void aLogoutWithALockedKeyringKeepsTheSession() {
        cli.loggedIn(server, "alice").run("migrate", "--to=keyring").expect(0);
        keyring.become(KeyringState.LOCKED);

        cli.run("token").expect(7).saysOnErr("is locked");

        keyring.become(KeyringState.READY);
        cli.run("token").expect(0);
    }

    @Test
    void aLoginThatCannotDeleteThePlainCopyLeavesTheOldSessionWorking() throws IOException {
        cli.loggedIn(server, "alice");
        String before = cli.run("token").expect(0).out();
        Path plain = Documents.only(home, "session.json");
        // The files next to the document are deleted first. This one cannot be deleted, so the document stays.
        Files.createDirectories(plain.resolveSibling(".session.json.new").resolve("stuck"));
        server.autoApprove("alice");

        cli.run("login", "--no-browser", "--store=keyring").expect(7).saysOnErr("nothing was written elsewhere");

        assertFalse(Files.exists(plain.resolveSibling("session.enc")));
        assertEquals(Set.of(), keyring.names());
        assertEquals(before, cli.run("token").expect(0).out());
        assertFalse(server.log().requests(Endpoint.REVOCATION).isEmpty(), "the new tokens are revoked");
    }

    @Test
    void aMoveThatCannotDeleteThePlainCopySealsNothing() throws IOException {
        cli.loggedIn(server, "alice");
        Path plain = Documents.only(home, "session.json");
        Path stuck = plain.resolveSibling(".session.json.new").resolve("stuck");
        Files.createDirectories(stuck);

        cli.run("migrate", "--to=keyring").expect(7).saysOnErr("It stays there, and nowhere else");

        assertFalse(Files.exists(plain.resolveSibling("session.enc")));
        Files.delete(stuck);
        cli.run("migrate", "--to=keyring").expect(0);
        assertFalse(Files.exists(plain));
        cli.run("token").expect(0);
    }

    @Test
    void settingLatchkeyHomeToTheDefaultFolderLosesNoBitfountSession() throws IOException {
        InProcessCli usual = inUsersHome();
        Path python = home.resolve(".bitfount").resolve("alice").resolve(".token");
        Documents.write(python, Documents.python("alice", 4_000_000_000L));
        String document = Files.readString(python);
        inUsersHome().at(server).loggedIn(server, "bob");
        usual.run("migrate", "--to=keyring").expect(0);
        assertFalse(Files.exists(python));

        Path data = home.resolve(".local").resolve("share").resolve("latchkey");
        new InProcessCli(data).at(server).with(keyring).run("logout").expect(0);

        usual.run("migrate", "--to=file").expect(0);
        assertEquals(document, Files.readString(python));
        assertEquals(Set.of(), keyring.names());
    }

    @Test
    void aSecondDataFolderWithASharedBitfountFolderLosesNoSession() {
        Path python = home.resolve(".bitfount").resolve("alice").resolve(".token");
        Documents.write(python, Documents.python("alice", 4_000_000_000L));
        InProcessCli first = inUsersHome().at(server);
        first.loggedIn(server, "bob").run("migrate", "--to=keyring").expect(0);
        String token = first.run("token").expect(0).out();
        InProcessCli second =
                inUsersHome().with("XDG_DATA_HOME", home.resolve("data").toString());
        second.run("migrate", "--to=keyring").expect(0);

        second.run("migrate", "--to=file").expect(0);

        assertEquals(1, keyring.names().size());
        assertEquals(token, first.run("token").expect(0).out());
    }

    @Test
    void aLocalLogoutDeletesASealedSessionWithoutTheKeyring() throws IOException {
        cli.loggedIn(server, "alice").run("migrate", "--to=keyring").expect(0);
        Path sealed = Documents.only(home, "session.enc");
        keyring.forget();

        cli.run("logout", "--local").expect(0);

        assertFalse(Files.exists(sealed));
    }

    private InProcessCli inUsersHome() {
        return new InProcessCli(home)
                .without("LATCHKEY_HOME")
                .with("HOME", home.toString())
                .with(keyring);
    }
}
