package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.server.Answer;
import dev.latchkey.testkit.server.Endpoint;
import dev.latchkey.testkit.server.LoopbackAuthorizationServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people at one provider: who is meant, and what the server says of them. */
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
    void theLastOneIsMeantUntilSomebodySwitches() {
        cli.run("status").expect(0).saysOnOut("bob");

        cli.run("switch", "alice").expect(0).saysOnOut("about alice");
        cli.run("status").expect(0).saysOnOut("alice");

        cli.run("switch").expect(0).saysOnOut("about bob");
        cli.run("status").expect(0).saysOnOut("bob");
    }

    @Test
    void theTableMarksWhoIsMeant() {
        List<String> lines = cli.run("sessions").expect(0).out().lines().toList();

        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches(" +PROVIDER +ACCOUNT +SERVER +TOKEN +RENEWABLE +STORE"), lines::toString);
        assertTrue(lines.get(1).matches(" +\\S+ +alice .*\\[#+-*] .*yes +file"), lines::toString);
        assertTrue(lines.get(2).matches("\\* +\\S+ +bob .*"), lines::toString);
    }

    @Test
    void whoIsNotThereCannotBeSwitchedTo() {
        cli.run("switch", "carol").expect(3).saysOnErr("alice, bob").saysOnErr("--username carol");
        cli.loggedIn(server, "dave").run("switch").expect(2).saysOnErr("alice, bob, dave");
    }

    @Test
    void theServerIsAskedWhereThePersonAsksForIt() {
        cli.run("status").expect(0);
        assertEquals(List.of(), server.log().requests(Endpoint.USERINFO));

        cli.run("status", "--check").expect(0).saysOnOut("takes the token");
        assertEquals(
                "accepted",
                cli.run("status", "--check", "--json").expect(0).onlyJson().get("server_says"));
    }

    @Test
    void aTokenThatTheServerNoLongerTakesIsRenewedOrSaid() {
        server.revokeAccessTokens();
        cli.run("status", "--check").expect(0).saysOnOut("takes the token");

        server.revokeSessions();
        server.revokeAccessTokens();
        cli.run("status", "--check").expect(3);
    }

    @Test
    void aServerThatDoesNotSayIsNoReasonToLogInAgain() {
        server.faults().answerNext(Endpoint.USERINFO, 1, Answer.proxyPage(403));

        cli.run("status", "--check").expect(0).saysOnOut("does not say");
    }
}
