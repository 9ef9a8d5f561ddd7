package dev.latchkey.acceptance.fuzz;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.nio.charset.StandardCharsets;

/** Session documents: either one clear error, or a session that is read back as it was written. */
public final class SessionDocumentFuzz {
    private static final SessionDocument FORMAT = new SessionDocument(FuzzedServer.JSON);

    private SessionDocumentFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            StoredSession session = FORMAT.read(Secret.of(new String(input, StandardCharsets.UTF_8)), "here");
            StoredSession again = FORMAT.read(FORMAT.write(session), "there");
            FuzzedServer.check(again.accessToken().equals(session.accessToken()), "another token");
            FuzzedServer.check(again.binding().equals(session.binding()), "another binding");
            FuzzedServer.check(FORMAT.write(again).equals(FORMAT.write(session)), "another document");
            FuzzedServer.check(TokenLifecycle.window(session, 0.5) != null, "no window");
        } catch (StorageException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
