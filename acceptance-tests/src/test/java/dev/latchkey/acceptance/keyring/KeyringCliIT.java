package dev.latchkey.acceptance.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.SessionBus;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands with a real keyring, each in a separate process. */
class KeyringCliIT {
    private static final String SEALED = "session.enc";
    private static final String PLAIN = "session.json";
    private static final List<String> USERS = List.of("anna", "ben", "carl");

    @TempDir
    private Path folder;

    private LoopbackAuthorizationServer server;
    private CliProcess cli;
    private SessionBus bus;

    @BeforeEach
    void setUp() throws IOException {
        bus = SessionBus.start();
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        cli = new CliProcess(folder);
    }

    @AfterEach
    void tearDown() throws Exception {
        if (server != null) {
            server.close();
        }
        if (bus != null) {
            bus.close();
        }
    }

    @Test
    void theKeyringContainsOneEntryUntilTheLastLogout() throws Exception {
        login("alice");
        login("bob");

        String token = run("token", "--username=alice").expect(0).out().strip();
        assertFalse(token.isEmpty());
        run("status", "--username=alice").expect(0).saysOnOut(SEALED).saysOnOut("alice");
        assertEquals(1, bus.entries().size(), bus.entries()::toString);
        assertEquals(0, files(PLAIN));

        run("logout", "--username=alice").expect(0).saysOnOut("revoked at the server");
        assertEquals(1, bus.entries().size());
        run("logout", "--username=bob").expect(0);
        assertEquals(List.of(), bus.entries());
        run("token", "--username=bob").expect(3);
    }

    @Test
    void printsAFreshTokenOfASealedSessionWithoutLoadingTheDBusLibrary() throws Exception {
        storePlainly(List.of("anna"));
        run("migrate", "--to=keyring").expect(0);
        Path log = folder.resolve("classes.log");
        cli = new CliProcess(folder, "-Xlog:class+load:file=" + log);

        run("token").expect(0);

        String loaded = Files.readString(log);
        assertTrue(
                loaded.contains(" dev.latchkey.keyring.seal.KeyringSessionStore "), "the log is one of loaded classes");
        for (String library : List.of("org.freedesktop.", "com.github.javakeyring.", "com.sun.jna.")) {
            assertFalse(loaded.lines().anyMatch(line -> line.contains(" " + library)), library + " was loaded");
        }
    }

    @Test
    void sessionsMoveToTheKeyringAndBackAndTheNextLoginUsesTheNewStore() throws Exception {
        storePlainly(List.of("anna", "ben"));
        String before = run("token", "--username=anna").expect(0).out();

        List<Map<String, Object>> steps =
                run("migrate", "--to=keyring", "--json").expect(0).json();
        assertEquals(
                List.of("anna moved keyring", "ben moved keyring"),
                steps.stream()
                        .map(step -> step.get("account") + " " + step.get("outcome") + " " + step.get("to"))
                        .toList());
        assertEquals(
                List.of(0, 2, 1),
                List.of(files(PLAIN), files(SEALED), bus.entries().size()));
        assertEquals(before, run("token", "--username=anna").expect(0).out());
        run("migrate", "--to=keyring").expect(0).saysOnOut("already in ");
        server.autoApprove("carl");
        run("login", "--no-browser").expect(0).saysOnErr("Store: keyring, as before");

        run("migrate", "--to=file", "--username=ben").expect(0).saysOnOut("/ben: moved to ");
        assertEquals(List.of(1, 2), List.of(files(PLAIN), files(SEALED)));
        run("migrate", "--to=file").expect(0);
        assertEquals(
                List.of(3, 0, 0),
                List.of(files(PLAIN), files(SEALED), bus.entries().size()));
        assertEquals(before, run("token", "--username=anna").expect(0).out());
        server.autoApprove("dora");
        run("login", "--no-browser").expect(0).saysOnErr("Store: file, as before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyring", "file"})
    void aLockedKeyringFailsAMoveAndNothingIsChanged(String target) throws Exception {
        storePlainly(List.of("anna", "ben"));
        run("migrate", "--to=keyring", "--username=anna").expect(0);
        bus.lock();

        run("migrate", "--to=" + target).expect(7).saysOnErr("is locked");

        assertEquals(List.of(1, 1), List.of(files(PLAIN), files(SEALED)));
        assertTrue(only(SEALED).toString().contains("anna"), only(SEALED)::toString);
    }

    @Test
    void withoutAKeyringAMoveToItFailsAndAMoveToFilesWorks() throws Exception {
        storePlainly(List.of("anna"));
        Map<String, String> noBus = Map.of("DBUS_SESSION_BUS_ADDRESS", "disabled:");

        start(noBus, "migrate", "--to=keyring").end().expect(7).saysOnErr("there is no D-Bus session bus");
        start(noBus, "migrate", "--to=file").end().expect(0).saysOnOut("already in ");

        assertEquals(List.of(1, 0), List.of(files(PLAIN), files(SEALED)));
    }

    @Test
    void withoutItsKeyringTheReasonIsReportedOnceAndALogoutWorks() throws Exception {
        storePlainly(List.of("anna", "bert", "cleo"));
        run("migrate", "--to=keyring").expect(0);
        Map<String, String> noBus = Map.of("DBUS_SESSION_BUS_ADDRESS", "disabled:");

        Run sessions = start(noBus, "sessions").end().expect(0);
        Run unread = start(noBus, "logout").end().expect(0);
        Run one = start(noBus, "logout", "--local", "--account=bert").end().expect(0);
        start(noBus, "logout", "--all", "--local").end().expect(0);

        assertEquals(
                1,
                sessions.err()
                        .lines()
                        .filter(line -> line.contains("there is no D-Bus session bus"))
                        .count(),
                sessions.err());
        for (String username : List.of("anna", "bert", "cleo")) {
            sessions.saysOnErr("/" + username);
        }
        unread.saysOnOut("the server was not told").saysOnErr("there is no D-Bus session bus");
        one.saysOnOut("is deleted here").saysOnErr("Its key stays in the keyring");
        assertEquals(0, files(SEALED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyring", "file"})
    void aMoveThatIsKilledLosesNoSessionAndCompletesTheNextTime(String target) throws Exception {
        storePlainly(USERS);
        List<String> tokens = tokens();
        boolean toKeyring = target.equals("keyring");
        if (!toKeyring) {
            run("migrate", "--to=keyring").expect(0);
        }
        // Killed as soon as the first target exists, and again when the second does.
        for (int moved = 1; moved <= 2; moved++) {
            CliProcess.Started move = start(Map.of(), "migrate", "--to=" + target);
            while (files(toKeyring ? SEALED : PLAIN) < moved && move.process().isAlive()) {
                Thread.onSpinWait();
            }
            move.process().destroyForcibly().waitFor();
            assertEquals(tokens, tokens());
            assertTrue(bus.entries().size() <= 1);
        }

        run("migrate", "--to=" + target).expect(0);

        assertEquals(tokens, tokens());
        int all = USERS.size();
        assertEquals(
                toKeyring ? List.of(0, all, 1) : List.of(all, 0, 0),
                List.of(files(PLAIN), files(SEALED), bus.entries().size()));
    }

    @Test
    void doctorTriesTheKeyringAndLeavesNothingInIt() throws Exception {
        Map<String, Object> ready = keyring(Map.of());
        assertEquals("well", ready.get("state"));
        assertEquals("ready", ready.get("keyring_state"));
        assertEquals("Secret Service", ready.get("backend"));
        assertTrue(ready.containsKey("latency_millis") && ready.containsKey("round_trip_millis"), ready::toString);
        assertEquals(List.of(), bus.entries());

        Map<String, Object> absent = keyring(Map.of("DBUS_SESSION_BUS_ADDRESS", "disabled:"));
        assertEquals("absent", absent.get("state"));
        assertEquals("no_bus", absent.get("keyring_state"));
        run("doctor").expect(0).saysOnOut("✓ Keyring: The keyring (Secret Service) is ready.");

        bus.lock();
        run("doctor").expect(7).saysOnOut("✗ Keyring: The keyring (Secret Service) is locked");
    }

    private Map<String, Object> keyring(Map<String, String> variables) throws Exception {
        List<?> findings = (List<?>)
                start(variables, "doctor", "--json").end().expect(0).onlyJson().get("findings");
        Map<?, ?> last = (Map<?, ?>) Objects.requireNonNull(findings).get(findings.size() - 1);
        Map<String, Object> finding = new TreeMap<>();
        last.forEach((name, value) -> finding.put(String.valueOf(name), value));
        assertEquals("keyring", finding.get("what"));
        return finding;
    }

    private void login(String username) throws Exception {
        CliProcess.Started login = start(Map.of(), "login", "--no-browser", "--json", "--store=keyring");
        String code =
                String.valueOf(new Run(0, login.firstLine(), "").onlyJson().get("user_code"));
        server.approve(code, username);
        login.end().expect(0).saysOnOut("\"username\":\"" + username + "\"");
    }

    private void storePlainly(List<String> usernames) {
        usernames.forEach(
                username -> new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, username));
    }

    private List<String> tokens() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (String username : USERS) {
            tokens.add(run("token", "--username=" + username).expect(0).out());
        }
        return tokens;
    }

    private CliProcess.Started start(Map<String, String> variables, String... arguments) throws IOException {
        Map<String, String> all = new TreeMap<>(bus.environment());
        all.put("LATCHKEY_HOME", folder.resolve("home").toString());
        all.putAll(variables);
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add("--issuer=" + server.issuer());
        line.add("--client-id=" + server.clientId());
        return cli.start(all, line.toArray(String[]::new));
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), arguments).end();
    }

    private int files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            return (int) files.filter(file -> file.endsWith(name)).count();
        } catch (UncheckedIOException e) {
            // A folder was deleted while it was being listed.
            return files(name);
        }
    }

    private Path only(String name) throws IOException {
        return Documents.only(folder.resolve("home"), name);
    }
}
