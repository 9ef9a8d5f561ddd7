package dev.latchkey.acceptance.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path to a token passes through few types, so it is quick to read. Counts the types whose code runs, except errors, the ports'
 * vocabulary and the adapters.
 */
class ShortJourneyTest {
    /** 91 were counted; the rest allows for differences in thread scheduling. */
    private static final int MOST_OF_A_COMMAND = 94;

    private static Map<String, SortedSet<String>> ran = Map.of();

    @BeforeAll
    static void run() throws Exception {
        ran = TypesThatRun.of(
                TokenJourney.class.getName(),
                "-cp \"" + System.getProperty("java.class.path") + "\"",
                TokenJourney.Part.class);
    }

    @Test
    void aFreshTokenPassesThroughTwoTypes() {
        assertEquals(List.of("session.AuthSession", "session.SessionMemory"), ours("freshToken"));
    }

    /** In the order of the journey: fifteen, plus those that send the request, which are counted separately. */
    @Test
    void aRenewalPassesThroughFifteenTypesBeforeTheServer() {
        Collection<String> session = List.of(
                "session.AuthSession",
                "session.SessionMemory",
                "session.SharedRenewal",
                "session.BackgroundWork",
                "session.RenewalBackoff",
                "session.Renewal",
                "session.LockedSession",
                "session.SessionSlot",
                "session.SessionMaker",
                "session.PendingEvents");
        Collection<String> token = List.of(
                "token.TokenLifecycle",
                "token.StoredSession",
                "token.SessionDocument",
                "token.SessionBinding",
                "token.SessionCheck");
        Collection<String> oauth = List.of(
                "oauth.AuthorizationServer",
                "oauth.OAuthProvider",
                "oauth.Issuers",
                "oauth.Uris",
                "oauth.OAuthCalls",
                "oauth.Form",
                "oauth.TokenResponseReader",
                "oauth.ReplyParser",
                "oauth.internal.Fields",
                "oauth.internal.ScopeList",
                "oauth.AccessTokens",
                "oauth.ServerClock",
                "oauth.TokenResponse",
                "oauth.GrantedTokens");
        SortedSet<String> expected = new TreeSet<>(session);
        expected.addAll(token);
        expected.addAll(oauth);

        assertEquals(new ArrayList<>(expected), ours("renewal"));
    }

    /**
     * {@code latchkey token} as a process: includes the command line and the adapters, but not Dagger's generated code. The goal is forty
     * types.
     */
    @Test
    void theCommandLineRenewsATokenWithoutPassingThroughMoreTypes(@TempDir Path folder) throws Exception {
        List<String> passed;
        try (LoopbackAuthorizationServer server =
                LoopbackAuthorizationServer.builder(new MoshiJson()).start()) {
            new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
            Documents.expire(Documents.only(folder, "session.json"));
            AtomicReference<CliProcess.Started> token = new AtomicReference<>();
            passed = TypesThatRun.of(option -> token.set(new CliProcess(folder, option)
                            .start(
                                    Map.of(),
                                    "token",
                                    "--issuer=" + server.issuer(),
                                    "--client-id=" + server.clientId())))
                    .stream()
                    .map(type -> type.replace("dev.latchkey.", ""))
                    .filter(type -> !type.matches("(error|model)\\..*|.*\\.Dagger\\w+|.*_\\w*Factory"))
                    .toList();
            Objects.requireNonNull(token.get()).end().expect(0);
        }

        assertTrue(passed.contains("session.Renewal"), passed::toString);
        assertTrue(passed.size() <= MOST_OF_A_COMMAND, passed.size() + ": " + passed);
    }

    /** With lambdas, patterns and the JDK's thread pool, such a start loaded 140 more classes and took a quarter longer. */
    @Test
    void theCliPrintsAFreshTokenWithoutLambdasPatternsOrThreadPools(@TempDir Path folder) throws Exception {
        Path loaded = folder.resolve("loaded");
        try (LoopbackAuthorizationServer server =
                LoopbackAuthorizationServer.builder(new MoshiJson()).start()) {
            new InProcessCli(folder.resolve("home")).at(server).loggedIn(server, "alice");
            new CliProcess(folder, "-Xlog:class+load:file=" + loaded)
                    .start(Map.of(), "token", "--issuer=" + server.issuer(), "--client-id=" + server.clientId())
                    .end()
                    .expect(0);
        }
        List<String> costly = Files.readAllLines(loaded).stream()
                .filter(line -> line.matches(
                        ".*(dev\\.latchkey\\..*\\$\\$Lambda|java\\.util\\.regex\\.Pattern |ForkJoinPool ).*"))
                .toList();

        assertTrue(Files.readString(loaded).contains("dev.latchkey.session.AuthSession "), loaded::toString);
        assertEquals(List.of(), costly);
    }

    private static List<String> ours(String part) {
        return ran.getOrDefault(part, new TreeSet<>()).stream()
                .map(type -> type.replace("dev.latchkey.", ""))
                .filter(type -> type.matches("(session|token|oauth|credential|device|bitfount)\\..*"))
                .toList();
    }
}
