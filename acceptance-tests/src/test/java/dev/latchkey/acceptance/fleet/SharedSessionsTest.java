package dev.latchkey.acceptance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.FakeTimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on two hosts that share only a PostgreSQL database and its key. */
class SharedSessionsTest {
    private static final String KEYS = "key-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path folder;

    private final MemoryKeyring keyring = new MemoryKeyring();
    private LoopbackAuthorizationServer server;
    private String url;

    @BeforeEach
    void setUp() throws Exception {
        Postgres postgres = Postgres.orSkip();
        String name = "cli_" + UUID.randomUUID().toString().replace("-", "");
        postgres.execute("create database " + name);
        url = postgres.url(name);
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        server.autoApprove("alice");
    }

    @AfterEach
    void tearDown() {
        if (server != null) {
            server.close();
        }
    }

    private InProcessCli host(String name) {
        return new InProcessCli(folder.resolve(name))
                .at(server)
                .with(keyring)
                .with("LATCHKEY_DATABASE", url)
                .with("LATCHKEY_DATABASE_KEYS", KEYS);
    }

    @Test
    void aLoginOnOneHostIsUsedAndEndedOnAnother() {
        host("a").run("token").expect(3);
        host("a").run("login", "--no-browser").expect(0).saysOnErr("Store: database, since a database is set up.");

        String token = host("b").run("token").expect(0).out();
        assertEquals(token, host("a").run("token").expect(0).out());
        TimeSource later = new FakeTimeSource(Instant.now().plus(Duration.ofHours(2)));
        String renewed = host("b").with(later).run("token").expect(0).out();
        assertNotEquals(token, renewed);
        assertEquals(renewed, host("a").with(later).run("token").expect(0).out());
        host("b").run("sessions").expect(0).saysOnOut("alice");
        assertFalse(Files.exists(folder.resolve("b")), "a host that only uses sessions needs no folder");

        host("b").run("logout").expect(0);
        host("a").run("token").expect(3);
    }

    @Test
    void sessionsMoveToTheDatabaseAndBack() {
        InProcessCli here = host("a");
        here.run("login", "--no-browser", "--store=file").expect(0).saysOnOut("session.json");
        host("b").run("token").expect(3);
        String token = here.run("token").expect(0).out();

        here.run("migrate", "--to=database").expect(0).saysOnOut("moved to session database");
        assertEquals(token, host("b").run("token").expect(0).out());

        here.run("migrate", "--to=keyring").expect(0).saysOnOut("session.enc");
        assertEquals(token, here.run("token").expect(0).out());
        host("b").run("token").expect(3);
    }

    @Test
    void doctorTriesTheDatabase() {
        Run run = host("a").run("doctor");

        run.saysOnOut("✓ Database: The database is ready.");
        assertTrue(run.out().contains("an entry was written, read and deleted in"), run::out);
        host("b").run("sessions").expect(0);
    }

    @Test
    void doctorNeedsNoHomeThatCanBeWrittenIfSessionsAreInTheDatabase() {
        new InProcessCli(Path.of("/proc/latchkey"))
                .at(server)
                .with(keyring)
                .with("LATCHKEY_DATABASE", url)
                .with("LATCHKEY_DATABASE_KEYS", KEYS)
                .run("doctor")
                .expect(0)
                .saysOnOut("✓ Locks: working, in the database")
                .saysOnOut("✓ Store: can be written; no session yet at session database");
    }

    @Test
    void aProcessWithTheBundledJavaTakesThePasswordFromItsEnvironment() throws Exception {
        new StoredToken(folder.resolve("home")).fresh("known", "ann");
        Matcher modules = Pattern.compile("<jre.modules>(.*)</jre.modules>")
                .matcher(Files.readString(Path.of("../distribution/pom.xml")));
        assertTrue(modules.find());
        CliProcess cli = new CliProcess(folder, "--limit-modules=" + modules.group(1));
        Map<String, String> variables =
                Map.of("LATCHKEY_DATABASE", url, "LATCHKEY_DATABASE_KEYS", KEYS, "PGPASSWORD", Postgres.password());

        cli.start(variables, "migrate", "--provider=known", "--to=database")
                .end()
                .expect(0);
        Run run = cli.start(variables, "token", "--provider=known", "--account=ann")
                .end();

        assertEquals("the-access-token" + System.lineSeparator(), run.expect(0).out());
        assertEquals("", run.err());
    }

    @Test
    void misconfigurationFailsBeforeAnyPrompt() {
        InProcessCli without = host("a").without("LATCHKEY_DATABASE");
        without.run("login", "--no-browser", "--store=database").expect(7).saysOnErr("Set LATCHKEY_DATABASE");

        InProcessCli keyless = host("a").without("LATCHKEY_DATABASE_KEYS");
        keyless.run("login", "--no-browser").expect(7).saysOnErr("openssl rand -base64 32");

        InProcessCli exposed = host("a").with("LATCHKEY_DATABASE", url + "&password=secret");
        Run run = exposed.run("token").expect(2).saysOnErr("PGPASSWORD, .pgpass or a service file");
        assertFalse(run.err().contains("secret"), run::err);

        InProcessCli other = host("a").with("LATCHKEY_DATABASE", "jdbc:postgresql://127.0.0.1:1/none?user=nobody");
        other.run("token").expect(7).saysOnErr("Connection to 127.0.0.1:1 refused");
    }
}
