package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code USERNAME/.token}; a document that is in the way moves to the standard layout's folder of the same session. */
final class BitfountLayout extends FileLayout {
    private static final String LOCK = ".token.lock";

    private final Path root;
    private final Path sessions;
    private final String document;

    BitfountLayout(Path realRoot, Path realSessions, String document) {
        this.root = realRoot;
        this.sessions = realSessions;
        this.document = document;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new BitfountLayout(root, sessions, fileName);
    }

    @Override
    Place placeOf(SessionId id) {
        SessionFolder folder = new SessionFolder(root, SessionFolder.Step.of(NameCodec.AS_GIVEN, id.account()));
        return new Place(folder, document, LOCK, StandardLayout.folder(sessions, id));
    }

    @Override
    List<SessionId> list() throws IOException {
        List<SessionId> found = new ArrayList<>();
        for (SessionFolder.Step account : Listing.folders(root, NameCodec.AS_GIVEN)) {
            if (Listing.contains(root.resolve(account.folder()), document)) {
                found.add(new SessionId(BITFOUNT, account.name()));
            }
        }
        return found;
    }
}
