package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code PROVIDER/ACCOUNT/session.json}; a document that is in the way stays in its folder under another name. */
final class StandardLayout extends FileLayout {
    private static final String LOCK = "session.lock";

    private final Path root;
    private final String document;

    StandardLayout(Path realRoot, String document) {
        this.root = realRoot;
        this.document = document;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new StandardLayout(root, fileName);
    }

    @Override
    Place placeOf(SessionId id) {
        SessionFolder folder = folder(root, id);
        return new Place(folder, document, LOCK, folder);
    }

    static SessionFolder folder(Path root, SessionId id) {
        return new SessionFolder(
                root,
                SessionFolder.Step.of(NameCodec.ESCAPED, id.provider()),
                SessionFolder.Step.of(NameCodec.ESCAPED, id.account()));
    }

    @Override
    List<SessionId> list() throws IOException {
        List<SessionId> found = new ArrayList<>();
        for (SessionFolder.Step provider : Listing.folders(root, NameCodec.ESCAPED)) {
            Path folder = root.resolve(provider.folder());
            for (SessionFolder.Step account : Listing.folders(folder, NameCodec.ESCAPED)) {
                if (Listing.contains(folder.resolve(account.folder()), document)) {
                    found.add(new SessionId(provider.name(), account.name()));
                }
            }
        }
        return found;
    }
}
