package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login succeeds if its session is saved. The other records can be restored from the sessions. */
class LoginNotesTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;
    private Path current;
    private Path record;

    @BeforeEach
    void setUp() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        server.autoApprove("alice");
        cli = new InProcessCli(home);
        cli.run("provider", "add", "work", "--issuer", server.issuer().toString(), "--client-id", server.clientId())
                .expect(0);
        cli.with("LATCHKEY_PROVIDER", "work");
        current = home.resolve("sessions/work/current");
        record = home.resolve("stores/work");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEmptyStoreRecordIsReplaced() throws IOException {
        Documents.writeText(record, "");

        cli.run("login", "--store", "file").expect(0);

        assertEquals("file", Files.readString(record).strip());
        cli.run("token").expect(0);
    }

    @Test
    void aRecordThatCannotBeWrittenIsAWarning() throws IOException {
        Files.createDirectories(record.resolve("in-the-way"));

        cli.run("login", "--store", "file")
                .expect(0)
                .saysOnErr("warning: The session is stored, but which store it is in could not be noted")
                .saysOnOut("Stored in ");

        cli.run("token").expect(0);
        cli.run("login").expect(0).saysOnErr("Store: file, as before");
    }

    @Test
    void aCurrentAccountThatCannotBeSetIsAWarning() throws IOException {
        Files.createDirectories(current.resolveSibling(".current.lock"));

        cli.run("login", "--store", "file")
                .expect(0)
                .saysOnErr("warning: The session is stored, but the current account could not be set");

        cli.run("token").expect(0);
        cli.run("status").expect(0).saysOnOut("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "folder"})
    void withoutACurrentAccountTheOnlyOneIsUsed(String how) throws IOException {
        cli.run("login", "--store", "file").expect(0);
        damage(how);

        cli.run("token").expect(0);
        cli.run("status").expect(0).saysOnOut("alice");
        cli.run("sessions").expect(0).saysOnOut("alice");
        cli.run("login").expect(0);
        cli.run("logout").expect(0);
        cli.run("token").expect(3);
    }

    @Test
    void withSeveralAccountsOneMustBeNamed() throws IOException {
        cli.loggedIn(server, "alice").loggedIn(server, "bob");
        damage("folder");

        cli.run("token").expect(7).saysOnErr("--account").saysOnErr("latchkey switch");
        cli.run("token", "--username", "bob").expect(0);
        cli.run("sessions").expect(0);
        cli.run("switch", "bob").expect(0);
        cli.run("status").expect(0).saysOnOut("bob");
    }

    private void damage(String how) throws IOException {
        Files.delete(current);
        switch (how) {
            case "empty" -> Documents.writeText(current, "");
            case "folder" -> Files.createDirectories(current.resolve("in-the-way"));
            default -> {}
        }
    }
}
