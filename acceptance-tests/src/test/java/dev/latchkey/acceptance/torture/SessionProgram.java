package dev.latchkey.acceptance.torture;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.testkit.torture.TortureHost;
import dev.latchkey.testkit.torture.TortureProgram;
import java.time.Duration;
import java.util.List;

/** The shared session in one of our stores. */
abstract class SessionProgram implements TortureProgram {
    private final AuthSession session;

    SessionProgram(TortureHost host, SessionStore store, SessionLock lock) {
        this(host, store, lock, new SystemTimeSource());
    }

    /** @param lock already wrapped, because a store may use it too */
    SessionProgram(TortureHost host, SessionStore store, SessionLock lock, TimeSource time) {
        SessionStore watched = host.watched(store);
        session = AuthSession.open(
                OAuthProvider.explicit(Endpoints.of(host.uri("/device/code"), host.uri("/token")), host.clientId())
                        .name(host.session().provider())
                        .scopes(List.of("offline_access")) // The workers of 0.1.0 expect this.
                        .build(),
                host.session(),
                Adapters.of(host.watched(new OkHttpTransport()), host.json(), watched, lock, time));
        watched.watch(changed -> session.changedElsewhere()); // Until the process ends.
    }

    @Override
    public Secret accessToken() {
        return session.accessToken();
    }

    @Override
    public void logIn(UserPrompt prompt) {
        session.login(prompt, LoginOptions.defaults());
    }

    @Override
    public void awaitRenewal(Duration limit) throws InterruptedException {
        session.awaitRenewal(limit);
    }
}
