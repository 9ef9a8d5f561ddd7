package dev.latchkey.cli.quick;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.storage.SealedFiles;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.Decision;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.SessionFit;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a session that is stored in a plain file. */
final class FreshSession {
    /** The most: whoever else draws a jitter finds the token fresh, too. */
    private static final double JITTER = 1;

    private final FileLayout layout;
    private final Json json;
    private final TimeSource time;

    FreshSession(LatchkeyFolders folders, Json json, TimeSource time) {
        this.layout = FileLayout.of(folders);
        this.json = json;
        this.time = time;
    }

    /**
     * Its access token, or null if there is no such session, if it is not fresh, not fit to be printed, or also sealed. Where it
     * will have to be renewed, what that takes begins to be loaded.
     *
     * @throws dev.latchkey.error.AuthException if what is stored is not this account's, or not for this
     */
    @Nullable
    Secret token(OAuthProvider provider, SessionId id) {
        Optional<Secret> document = new FileSessionStore(layout, new Refusal()).load(id);
        if (document.isEmpty() || isSealed(id)) {
            return null;
        }
        StoredSession session = new SessionDocument(json).read(document.get(), "");
        new SessionFit(provider, json).check(id, session, "");
        return switch (decision(session)) {
            case USE -> session.accessToken();
            case RENEW -> {
                WarmUp.forRenewal(provider);
                yield null;
            }
            case USE_AND_RENEW_AHEAD, LOG_IN_AGAIN -> null;
        };
    }

    private boolean isSealed(SessionId id) {
        FileLayout sealed = layout.withDocument(SealedFiles.DOCUMENT);
        return new SealedFiles(sealed, new FileSessionStore(sealed, new Refusal())).isPresent(id);
    }

    private Decision decision(StoredSession session) {
        return TokenLifecycle.decide(session, time.epochMillis(), JITTER);
    }

    /** There is something to say, and here is nobody who could. */
    private static final class Refusal implements Consumer<String> {
        @Override
        public void accept(String warning) {
            throw new IllegalStateException(warning);
        }
    }
}
