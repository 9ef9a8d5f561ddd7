package com.example.people;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.PendingLogin;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sessions of a service's users, one each, in the files of one folder. Neither a session nor a pending login occupies a thread. */
public final class People {
    private final OAuthProvider provider;
    private final Adapters adapters;
    private final ConcurrentMap<String, AuthSession> sessions = new ConcurrentHashMap<>();

    /** @param folder used only by this service; for several hosts, use the PostgreSQL store, see docs/fleet.md */
    public People(OAuthProvider provider, Path folder) {
        this.provider = provider;
        LatchkeyFolders folders = new LatchkeyFolders(folder);
        FileLayout layout = FileLayout.of(folders);
        this.adapters = Adapters.of(
                new OkHttpTransport(),
                new MoshiJson(),
                new FileSessionStore(layout),
                new FileSessionLock(layout, folders.locks()),
                new SystemTimeSource());
    }

    /** Starts a login. Show its code on the person's page, and tell them when its result is available. */
    public PendingLogin logIn(String person) {
        return session(person).beginLogin(LoginOptions.defaults());
    }

    /** The person's token, for a call on their behalf. */
    public Secret token(String person) {
        return session(person).accessToken();
    }

    public void logOut(String person) {
        session(person).logout(LogoutScope.SERVER_AND_LOCAL);
        sessions.remove(person);
    }

    private AuthSession session(String person) {
        return sessions.computeIfAbsent(
                person, name -> AuthSession.open(provider, new SessionId(provider.name(), name), adapters));
    }
}
