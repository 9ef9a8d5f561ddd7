package dev.latchkey.session;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mockito.stubbing.Answer;

/** One provider, one store, a clock that advances only when told, and a scripted server. */
final class World {
    static final OAuthProvider PROVIDER = OAuthProvider.explicit(
                    Endpoints.of(URI.create("https://auth.example/token"))
                            .withDeviceAuthorization(URI.create("https://auth.example/device"))
                            .withRevocation(URI.create("https://auth.example/revoke")),
                    "client-1")
            .name("example")
            .issuer("https://auth.example")
            .scopes(List.of("openid", "offline_access"))
            .build();
    static final SessionId ID = SessionId.ofDefaultAccount("example");
    static final Duration LIFE = Duration.ofHours(1);

    final FakeTimeSource time = new FakeTimeSource();
    final ScriptedTransport http = new ScriptedTransport();
    final InMemorySessionStore memory = new InMemorySessionStore();
    final InMemorySessionLock lock = new InMemorySessionLock();
    final List<LockId> locked = new CopyOnWriteArrayList<>();
    final RecordingListener events = new RecordingListener();
    private final SessionDocument format = new SessionDocument(new MoshiJson());
    SessionStore store = memory;
    private volatile Runnable beforeCommit = () -> {};

    /** Opens the session as a separate process would. */
    AuthSession open() {
        return open(PROVIDER, RenewalStyle.IN_BACKGROUND);
    }

    AuthSession open(RenewalStyle style) {
        return open(PROVIDER, style);
    }

    AuthSession open(OAuthProvider provider, RenewalStyle style) {
        return AuthSession.open(provider, ID, adapters(), style, new TrustTokenEndpointTls(new MoshiJson()));
    }

    /** Opens the session with its own lock, derived from the one that all others share. */
    AuthSession openLocking(UnaryOperator<SessionLock> lockOfItsOwn) {
        Adapters plain = adapters();
        return AuthSession.open(
                PROVIDER,
                ID,
                Adapters.of(plain.http(), plain.json(), plain.store(), lockOfItsOwn.apply(plain.lock()), plain.time())
                        .withRandom(plain.random())
                        .withListener(plain.listener()));
    }

    /** Sessions opened from now on use a mock store, which behaves like the in-memory one until a test stubs it. */
    World withMockStore() {
        Answer<Object> committing = commit -> {
            beforeCommit.run();
            return commit.callRealMethod();
        };
        Answer<Object> preparing = prepare -> {
            PreparedSave save = spy(memory.prepare(prepare.getArgument(0), prepare.getArgument(1)));
            doAnswer(committing).when(save).commit(any());
            return save;
        };
        store = mock(SessionStore.class, delegatesTo(memory));
        doAnswer(preparing).when(store).prepare(any(), any());
        return this;
    }

    /** Runs this hook just before a document is replaced, on the same thread. */
    void beforeCommit(Runnable hook) {
        beforeCommit = hook;
    }

    Adapters adapters() {
        SessionLock recording = (id, limit) -> {
            SessionLock.Hold hold = lock.acquire(id, limit);
            locked.add(id);
            return hold;
        };
        return Adapters.of(http, new MoshiJson(), store, recording, time)
                .withRandom(() -> 0L)
                .withListener(events);
    }

    /** Stores a session as another process would: its tokens {@code at-N} and {@code rt-N}, issued now. */
    StoredSession store(int number) {
        StoredSession session = session(number, Secret.of("rt-" + number));
        store(ID, session);
        return session;
    }

    void store(SessionId id, StoredSession session) {
        memory.put(id, document(session));
    }

    String document(StoredSession session) {
        return format.write(session).reveal();
    }

    StoredSession session(int number, @Nullable Secret refreshToken) {
        return session(number, refreshToken, null);
    }

    StoredSession session(int number, @Nullable Secret refreshToken, @Nullable Secret idToken) {
        long now = time.epochMillis();
        return StoredSession.builder(Secret.of("at-" + number), SessionBinding.of(PROVIDER))
                .refreshToken(refreshToken)
                .idToken(idToken)
                .expiresAt(Instant.ofEpochMilli(now + LIFE.toMillis()))
                .issuedAt(Instant.ofEpochMilli(now))
                .loggedInAt(Instant.ofEpochMilli(now))
                .tokenType("Bearer")
                .build();
    }

    /** What is stored now. */
    StoredSession stored() {
        return stored(ID);
    }

    StoredSession stored(SessionId id) {
        return format.read(Secret.of(memory.document(id).orElseThrow()), "memory");
    }

    /** The server's next response: {@code at-N} and {@code rt-N}, valid for an hour. */
    World tokens(int number) {
        http.reply(200, tokensJson(number));
        return this;
    }

    /** A response that cannot be used, but contains {@code rt-N}. */
    World unfitTokens(int number) {
        http.reply(200, tokensJson(number).replace("Bearer", "mac"));
        return this;
    }

    World error(String code) {
        http.reply(400, "{\"error\":\"" + code + "\"}");
        return this;
    }

    World outage() {
        http.reply(503, "");
        return this;
    }

    static String tokensJson(int number) {
        return "{\"access_token\":\"at-" + number + "\",\"refresh_token\":\"rt-" + number
                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    }

    /** The refresh tokens that were sent, in order. */
    List<String> refreshTokensSent() {
        return http.forms().stream()
                .flatMap(form -> form.all("refresh_token").stream())
                .toList();
    }

    /** The tokens that were revoked, in order. */
    List<String> revoked() {
        return http.forms().stream().flatMap(form -> form.all("token").stream()).toList();
    }

    /** How many prepared saves were neither committed nor discarded. */
    long openSaves() {
        return done("prepare ") - done("commit ") - done("discard ");
    }

    private long done(String operation) {
        return memory.operations().stream()
                .filter(each -> each.startsWith(operation) && !each.endsWith(" failed"))
                .count();
    }
}
