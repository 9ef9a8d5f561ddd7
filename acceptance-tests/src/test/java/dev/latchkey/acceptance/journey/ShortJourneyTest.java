package dev.latchkey.acceptance.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who reads how a token is had opens few files: these types have code that runs, the errors, the vocabulary of the ports and the
 * adapters aside.
 */
class ShortJourneyTest {
    private static Map<String, SortedSet<String>> ran = Map.of();

    @BeforeAll
    static void run() throws Exception {
        ran = TypesThatRun.of(
                TokenJourney.class.getName(),
                "-cp \"" + System.getProperty("java.class.path") + "\"",
                TokenJourney.Part.class);
    }

    @Test
    void aFreshTokenPassesTwoTypes() {
        assertEquals(List.of("session.AuthSession", "session.SessionMemory"), ours("freshToken"));
    }

    /** In the order of the journey; fifteen beside those that ask the server, which has a number of its own. */
    @Test
    void aRenewalPassesFifteenTypesBesideTheServers() {
        Collection<String> session = List.of(
                "session.AuthSession",
                "session.SessionMemory",
                "session.SharedRenewal",
                "session.RenewalThreads",
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
                "token.SessionFit");
        Collection<String> oauth = List.of(
                "oauth.AuthorizationServer",
                "oauth.OAuthProvider",
                "oauth.Dialect",
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
                "oauth.TokenAnswer",
                "oauth.TokenReply");
        SortedSet<String> expected = new TreeSet<>(session);
        expected.addAll(token);
        expected.addAll(oauth);

        assertEquals(new ArrayList<>(expected), ours("renewal"));
    }

    private static List<String> ours(String part) {
        return ran.getOrDefault(part, new TreeSet<>()).stream()
                .map(type -> type.replace("dev.latchkey.", ""))
                .filter(type -> type.matches("(session|token|oauth|credential|device|bitfount)\\..*"))
                .toList();
    }
}
