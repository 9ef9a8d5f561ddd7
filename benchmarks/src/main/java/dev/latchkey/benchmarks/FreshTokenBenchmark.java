package dev.latchkey.benchmarks;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What {@code accessToken()} costs while the token is fresh, beside its floor: a volatile read and a look at the clock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class FreshTokenBenchmark {
    private final AuthSession session = freshSession();
    private volatile long expiresAt = System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1);

    /** The floor. */
    @Benchmark
    public boolean volatileReadAndClock() {
        return System.currentTimeMillis() < expiresAt;
    }

    /** Ours. */
    @Benchmark
    public Secret accessToken() {
        return session.accessToken();
    }

    private static AuthSession freshSession() {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://as.example/device"), URI.create("https://as.example/token")),
                        "client")
                .build();
        SessionId id = SessionId.ofDefaultAccount(provider.name());
        Json json = new MoshiJson();
        InMemorySessionStore store = new InMemorySessionStore();
        long now = System.currentTimeMillis();
        StoredSession stored = new StoredSession(
                Secret.of("access"),
                Secret.of("refresh"),
                null,
                now + TimeUnit.HOURS.toMillis(1),
                now,
                now,
                SessionBinding.of(provider),
                null,
                null,
                "Bearer",
                null,
                Map.of());
        try (var save = store.prepare(id)) {
            save.commit(new SessionDocument(json).write(stored));
        }
        return AuthSession.open(
                provider,
                id,
                Adapters.of(
                        call -> {
                            throw new AssertionError("a fresh token needs no network");
                        },
                        json,
                        store,
                        new InMemorySessionLock(),
                        new SystemTimeSource()));
    }
}
