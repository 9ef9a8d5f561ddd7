package dev.latchkey.acceptance.journey;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A program that uses a stored session: a first read, a fresh token, and a renewal, with a server that sends the usual headers. */
final class TokenJourney {
    private static final String STORED = "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"id_token\":null,"
            + "\"access_token_expires_at\":%d,\"auth_domain\":\"auth.example\",\"client_id\":\"client-1\","
            + "\"scopes\":\"openid offline_access\",\"audience\":\"\"}";
    private static final String RENEWED = "{\"access_token\":\"at-2\",\"refresh_token\":\"rt-2\","
            + "\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"openid offline_access\"}";

    private TokenJourney() {}

    /** The parts of the run. */
    static final class Part {
        private Part() {}

        static void firstLook() {}

        static void freshToken() {}

        static void renewal() {}

        static void end() {}
    }

    public static void main(String[] args) throws Exception {
        FakeTimeSource time = new FakeTimeSource();
        ScriptedTransport http = new ScriptedTransport();
        http.answer(call -> new HttpReply(
                200, List.of(HttpHeader.of("Date", "Sun, 01 Mar 2026 13:00:00 GMT")), Secret.of(RENEWED)));
        InMemorySessionStore store = new InMemorySessionStore();
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                URI.create("https://auth.example/device"), URI.create("https://auth.example/token")),
                        "client-1")
                .name("example")
                .issuer("https://auth.example")
                .scopes(List.of("openid", "offline_access"))
                .build();
        SessionId id = SessionId.ofDefaultAccount("example");
        store.put(id, STORED.formatted(time.epochMillis() / 1000 + 3600));
        AuthSession session = AuthSession.open(
                provider, id, Adapters.of(http, new MoshiJson(), store, new InMemorySessionLock(), time));
        Part.firstLook();
        session.accessToken();
        Part.freshToken();
        session.accessToken();
        time.advance(Duration.ofHours(1));
        Part.renewal();
        Secret renewed = session.accessToken();
        session.awaitRenewal(Duration.ofSeconds(30));
        Part.end();
        if (!renewed.reveal().equals("at-2")) {
            throw new IllegalStateException("not renewed");
        }
    }
}
