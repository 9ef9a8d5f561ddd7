package dev.latchkey.acceptance.readme;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import okhttp3.OkHttpClient;

/** The README's example, word for word. A test runs it and compares it with the README. */
final class LibraryExample {
    private LibraryExample() {}

    static OkHttpClient client(LatchkeyFolders folders, String issuer, String clientId, URI api, UserPrompt prompt) {
        // example: begin
        OAuthProvider provider =
                OAuthProvider.discovered(issuer, clientId).allowOrigin(api).build();
        FileLayout layout = FileLayout.of(folders);
        FileSessionStore store = new FileSessionStore(layout);
        FileSessionLock lock = new FileSessionLock(layout, folders.locks());
        Adapters adapters = Adapters.of(new OkHttpTransport(), new MoshiJson(), store, lock, new SystemTimeSource());
        AuthSession session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
        session.ensureLoggedIn(prompt);
        OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), new DeviceCodeCredential(session));
        // example: end
        return client;
    }
}
