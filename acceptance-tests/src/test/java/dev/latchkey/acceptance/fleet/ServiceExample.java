package dev.latchkey.acceptance.fleet;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.KeyEncryption;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.PendingLogin;
import dev.latchkey.session.SessionPool;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The example of docs/fleet.md, word for word: one replica of a service; a test runs two and holds the document against it. */
// example: begin
final class ServiceExample implements AutoCloseable {
    private final Map<SessionEvent.Kind, Integer> metrics = new ConcurrentHashMap<>();
    private final SessionDatabase database;
    private final SessionPool sessions;

    ServiceExample(OAuthProvider provider, String url, KeyEncryption keys) {
        TimeSource time = new SystemTimeSource();
        database = SessionDatabase.connect(url, keys, time);
        database.migrate();
        Adapters adapters = Adapters.of(
                        new OkHttpTransport(), new MoshiJson(), database.store(""), database.lock(""), time)
                .withListener(event -> metrics.merge(event.kind(), 1, Integer::sum));
        sessions = SessionPool.open(provider, adapters, 10_000);
    }

    /** Begins a login: show its prompt on a page. No thread waits for the person. */
    PendingLogin logIn(String account) {
        return sessions.session(account).beginLogin(LoginOptions.defaults());
    }

    /** For a call in the name of that person, on whichever replica. */
    Secret token(String account) {
        return sessions.session(account).accessToken();
    }

    void logOut(String account) {
        sessions.session(account).logout(LogoutScope.SERVER_AND_LOCAL);
    }

    int count(SessionEvent.Kind kind) {
        return metrics.getOrDefault(kind, 0);
    }

    @Override
    public void close() throws InterruptedException {
        sessions.close();
        sessions.awaitRenewals(Duration.ofSeconds(60)); // They need the database.
        database.close();
    }
}
// example: end
