package dev.latchkey.acceptance.rules;

import static dev.latchkey.testkit.InMemorySessionLock.held;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.LoopbackAuthorizationServerBuilder;
import dev.latchkey.loopback.ReceivedRequest;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** OkHttp, sockets, a conforming server, files and file locks. Only time is fake, and the same for both sides. */
abstract class WireFixture {
    static final Duration LIFE = Duration.ofHours(1);
    static final SessionId ID = new SessionId("wire", "alice");
    static final String DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    static final Duration INTERVAL = Duration.ofSeconds(5);

    final FakeTimeSource time = new FakeTimeSource();
    final RecordingPrompt prompt = new RecordingPrompt();
    final RecordingListener events = new RecordingListener();
    final LoopbackAuthorizationServer server;

    @TempDir
    Path home;

    WireFixture() {
        this(UnaryOperator.identity());
    }

    WireFixture(UnaryOperator<LoopbackAuthorizationServerBuilder> setUp) {
        server = setUp.apply(LoopbackAuthorizationServer.builder(new MoshiJson())
                        .time(time)
                        .accessTokenLife(LIFE))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    OAuthProvider.Builder provider() {
        Endpoints endpoints = Endpoints.of(server.uri(Endpoint.TOKEN))
                .withDeviceAuthorization(server.uri(Endpoint.DEVICE_AUTHORIZATION))
                .withRevocation(server.uri(Endpoint.REVOCATION))
                .withUserinfo(server.uri(Endpoint.USERINFO));
        return OAuthProvider.explicit(endpoints, server.clientId())
                .name(ID.provider())
                .issuer(server.issuer().toString())
                .allowOrigin(server.issuer());
    }

    /** Opens the session as a separate process would. */
    AuthSession open() {
        return open(provider().build());
    }

    AuthSession open(OAuthProvider provider) {
        return open(provider, new OkHttpTransport());
    }

    AuthSession open(OAuthProvider provider, HttpTransport http) {
        return AuthSession.open(provider, ID, adapters(http, store()));
    }

    Adapters adapters(HttpTransport http, SessionStore store) {
        return Adapters.of(http, new MoshiJson(), store, new FileSessionLock(layout(), home.resolve("locks")), time)
                .withListener(events);
    }

    SessionStore store() {
        return new FileSessionStore(layout());
    }

    private FileLayout layout() {
        return FileLayout.standard(home.resolve("sessions"));
    }

    /** Stores a session of alice, as a login would. */
    AuthSession loggedIn() {
        return loggedIn(provider().build());
    }

    /** The same, bound to this provider. */
    AuthSession loggedIn(OAuthProvider provider) {
        store(Documents.session(
                provider,
                server.logIn(ID.account(), provider.scopes().toArray(String[]::new)),
                ID.account(),
                time.epochMillis()));
        return open(provider);
    }

    AuthSession loggedInAndExpired() {
        return loggedInAndExpired(provider().build());
    }

    AuthSession loggedInAndExpired(OAuthProvider provider) {
        AuthSession session = loggedIn(provider);
        time.advance(LIFE.plusSeconds(1));
        return session;
    }

    void store(StoredSession session) {
        try (SessionStore.PreparedSave save = store().prepare(ID, held(ID))) {
            save.commit(new SessionDocument(new MoshiJson()).write(session));
        }
    }

    StoredSession stored() {
        Secret document = store().load(ID).orElseThrow(() -> new AssertionError("nothing is stored"));
        return new SessionDocument(new MoshiJson()).read(document, "the test's session");
    }

    boolean isAnythingStored() {
        return store().load(ID).isPresent();
    }

    /** Requests with the session's token. */
    AuthorizedRequests requests(AuthSession session) {
        return new AuthorizedRequests(new OkHttpTransport(), new DeviceCodeCredential(session), time, () -> 0L);
    }

    static HttpReply get(AuthorizedRequests requests, URI uri) {
        return requests.send(HttpCall.get(uri, List.of()));
    }

    /** Plans an error response of the token endpoint. */
    void refuse(String json, int status) {
        server.faults().answerNext(Endpoint.TOKEN, status, "application/json", json);
    }

    /** The expected time between two polls at this interval without {@code slow_down}: a fifth more. */
    static Duration apart(long seconds) {
        return apart(seconds, 0);
    }

    /** The expected time between two polls after this many {@code slow_down} errors: a fifth more for each. */
    static Duration apart(long seconds, int slowDowns) {
        return Duration.ofSeconds(seconds).multipliedBy(6 + slowDowns).dividedBy(5);
    }

    /** The expected time between two polls after a failure: the backoff plus the margin of the usual interval. */
    static Duration backoff(long seconds) {
        return Duration.ofSeconds(seconds).plus(apart(INTERVAL.toSeconds())).minus(INTERVAL);
    }

    /** When the server received polls. */
    List<Instant> polls() {
        return server.log().tokenRequests(DEVICE_CODE_GRANT).stream()
                .map(ReceivedRequest::at)
                .toList();
    }

    /** The time between the device code and the first poll and between successive polls, on the server's clock. */
    List<Duration> gaps() {
        List<Instant> moments = new ArrayList<>();
        server.log().requests(Endpoint.DEVICE_AUTHORIZATION).forEach(request -> moments.add(request.at()));
        moments.addAll(polls());
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            gaps.add(Duration.between(moments.get(i - 1), moments.get(i)));
        }
        return gaps;
    }

    List<String> refreshTokensSent() {
        return server.log().tokenRequests("refresh_token").stream()
                .map(request -> request.parameter("refresh_token").orElse("none"))
                .toList();
    }
}
