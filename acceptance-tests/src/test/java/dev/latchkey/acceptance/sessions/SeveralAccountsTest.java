package dev.latchkey.acceptance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.file.EscapedName;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.InMemorySessionLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several accounts of one provider: which one is selected, and what the server says about them. */
class SeveralAccountsTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void twoPeopleLogIn() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson()).start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "alice").loggedIn(server, "bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theLastLoginIsCurrentUntilASwitch() {
        cli.run("status").expect(0).saysOnOut("bob");

        cli.run("switch", "alice")
                .expect(0)
                .saysOnOut("Current account for 127.0.0.1:" + server.issuer().getPort() + ": alice");
        cli.run("status").expect(0).saysOnOut("alice");

        cli.run("switch").expect(0).saysOnOut(": bob");
        cli.run("status").expect(0).saysOnOut("bob");
    }

    @Test
    void aLoginNamesTheAccountAsOptionsAcceptIt() {
        server.autoApprove("alice x");

        cli.run("login").expect(0).saysOnOut(" as alice%20x.");

        cli.run("status", "--account", "alice%20x").expect(0);
    }

    @Test
    void anInterruptedLogoutCountsEverywhereAndTheNextLogoutCompletesIt() {
        FileSessionStore store = new FileSessionStore(FileLayout.of(new LatchkeyFolders(home)));
        SessionId alice = store.list().stream()
                .filter(id -> id.account().equals("alice"))
                .findFirst()
                .orElseThrow();
        store.beginLogout(alice, InMemorySessionLock.held(alice));

        for (String line : List.of("token", "status", "exec", "request " + server.uri(Endpoint.USERINFO))) {
            String[] words = (line + " --username alice" + (line.equals("exec") ? " true" : "")).split(" ");
            Run run = cli.run(words).expect(3);
            assertFalse((run.out() + run.err()).contains("switch alice"), run.err());
        }
        cli.run("switch", "alice").expect(3);
        assertFalse(cli.run("sessions").expect(0).out().contains("alice"));
        assertFalse(cli.run("sessions", "--json").expect(0).out().contains("alice"));

        server.log().clear();
        cli.run("logout", "--username", "alice").expect(0).saysOnOut("Logged out");
        assertFalse(server.log().requests(Endpoint.REVOCATION).isEmpty());
        assertFalse(store.list().contains(alice));
        cli.run("token", "--username", "bob").expect(0);
    }

    @Test
    void theTableMarksTheCurrentAccount() {
        List<String> lines = cli.run("sessions").expect(0).out().lines().toList();

        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches(" +PROVIDER +ACCOUNT +SERVER +TOKEN +RENEWABLE +STORE"), lines::toString);
        assertTrue(lines.get(1).matches(" +\\S+ +alice .*\\[#+-*] .*yes +file"), lines::toString);
        assertTrue(lines.get(2).matches("\\* +\\S+ +bob .*"), lines::toString);
    }

    @Test
    void cannotSwitchToAnAccountThatIsNotLoggedIn() {
        cli.run("switch", "carol").expect(3).saysOnErr("alice, bob").saysOnErr("--account carol");
        cli.loggedIn(server, "dave").run("switch").expect(2).saysOnErr("alice, bob, dave");
    }

    @Test
    void onlyOneOfANamelessAndANamedAccountIsCurrent() {
        cli.loggedInWithoutName(server);
        assertEquals(List.of("_default"), currentAccounts());
        cli.run("sessions").expect(0).saysOnOut("_default (account unknown)");
        cli.run("status").expect(0).saysOnOut("Account:   _default (account unknown)");

        cli.run("switch", "alice").expect(0);
        assertEquals(List.of("alice"), currentAccounts());

        cli.run("switch", "_default").expect(0);
        assertEquals(List.of("_default"), currentAccounts());
    }

    @Test
    void afterALogoutTheOtherAccountsAreListedWithHowToSwitch() {
        cli.loggedIn(server, "carol");
        String options = " --issuer " + server.issuer() + " --client-id " + server.clientId();

        cli.run("logout").expect(0).saysOnErr("Still logged in: alice, bob. Run: latchkey switch" + options + " alice");

        String said = "Logged in: alice, bob. Run: latchkey switch" + options + " alice";
        cli.run("token").expect(3).saysOnErr("No current account for ").saysOnErr(said);
        cli.run("status").expect(3).saysOnErr(said);
        cli.run("logout").expect(0).saysOnErr("Still logged in: alice, bob");
        assertEquals(List.of(), currentAccounts());
        cli.run("switch").expect(2).saysOnErr("alice, bob");
        cli.run("logout", "--username", "bob").expect(0);
        cli.run("switch").expect(0).saysOnOut(": alice");
        cli.run("token").expect(0);
    }

    @Test
    void hintsIncludeTheProviderAndAllOtherOptions() {
        InProcessCli configured = new InProcessCli(home);
        Documents.write(
                home.resolve("providers/work.json"),
                Map.of(
                        "issuer",
                        "https://login.example.com",
                        "client_id",
                        "me",
                        "api_origins",
                        List.of("https://api.example.com")));

        configured
                .run("token", "--provider", "work")
                .expect(3)
                .saysOnErr("Not logged in to work. Run: latchkey login --provider work\n");
        configured
                .run("switch", "bob", "--provider", "work", "--scope", "a b")
                .expect(3)
                .saysOnErr("Run: latchkey login --provider work --scope 'a b' --account bob");
        configured
                .with("LATCHKEY_PROVIDER", "work")
                .run("request", "https://api.example.com/x")
                .expect(3)
                .saysOnErr("Run: latchkey login --provider work\n");
        cli.run("token", "--scope", "admin")
                .expect(3)
                .saysOnErr("other scopes")
                .saysOnErr(" --scope admin --account bob");
    }

    /** A space, a bidirectional control character, an invisible one, and a name that looks like an option. */
    @ParameterizedTest
    @CsvSource({
        "Dave Smith, %44ave%20%53mith",
        "al\u202eice, al%u202eice",
        "al\u200bice, al%u200bice",
        "al\u2028ice, al%u2028ice",
        "-dave, %2ddave",
        "$(id), %24%28id%29",
        "a%20b, a%2520b"
    })
    void anAccountThatCannotBeTypedIsShownInAnEscapedFormThatIsAccepted(String account, String shown) {
        cli.loggedIn(server, account);
        cli.run("switch", "alice").expect(0);

        cli.run("sessions").expect(0).saysOnOut(shown + "  ");
        cli.run("switch", shown).expect(0).saysOnOut(": " + shown);
        assertEquals(List.of(account), currentAccounts());
        cli.run("status").expect(0).saysOnOut("Account:   " + shown);
        cli.run("token", "--username", shown).expect(0);
        cli.run("logout", "--username", shown).expect(0).saysOnOut(shown);
        cli.run("token", "--username", shown).expect(3).saysOnErr("Logged in: alice, bob. Run: ");
    }

    /** The ID token's username does not matter, only the account's name. */
    @Test
    void anAccountIsNotFoundByItsProvidersUsername() {
        cli.loggedInWithoutName(server);
        Path document = home.resolve("sessions")
                .resolve(EscapedName.ofFolder(providerFolder()))
                .resolve("_default/session.json");
        Map<String, Object> session = Documents.read(document);
        session.put("username", "alice");
        Documents.write(document, session);

        cli.run("sessions").expect(0).saysOnOut("_default (alice)");
        cli.run("switch", "alice").expect(0);

        assertEquals(List.of("alice"), currentAccounts());
        cli.run("logout", "--username", "alice").expect(0);
        cli.run("switch", "alice").expect(3);
    }

    private String providerFolder() {
        List<?> sessions = (List<?>) Objects.requireNonNull(
                cli.run("sessions", "--json").expect(0).onlyJson().get("sessions"));
        return String.valueOf(((Map<?, ?>) sessions.get(0)).get("provider"));
    }

    /** The names of the accounts marked with a star, from the JSON output. */
    private List<String> currentAccounts() {
        List<String> rows = cli.run("sessions").expect(0).out().lines().skip(1).toList();
        List<?> sessions = (List<?>) Objects.requireNonNull(
                cli.run("sessions", "--json").expect(0).onlyJson().get("sessions"));
        assertEquals(rows.size(), sessions.size());
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).startsWith("*"))
                .mapToObj(i -> String.valueOf(((Map<?, ?>) sessions.get(i)).get("account")))
                .toList();
    }

    @Test
    void theServerIsAskedOnlyOnRequest() {
        cli.run("status").expect(0);
        assertEquals(List.of(), server.log().requests(Endpoint.USERINFO));

        cli.run("status", "--check").expect(0).saysOnOut("token accepted");
        assertEquals(
                "accepted",
                cli.run("status", "--check", "--json").expect(0).onlyJson().get("server_says"));
    }

    @Test
    void aTokenThatTheServerRefusesIsRenewedOrReported() {
        server.revokeAccessTokens();
        cli.run("status", "--check").expect(0).saysOnOut("token accepted");

        server.revokeSessions();
        server.revokeAccessTokens();
        cli.run("status", "--check").expect(3);
    }

    @Test
    void aServerWithoutAnOpinionIsNoReasonToLogInAgain() {
        server.faults().answerNext(Endpoint.USERINFO, 1, Answer.proxyPage(403));

        cli.run("status", "--check").expect(0).saysOnOut("no userinfo endpoint answers");
    }
}
