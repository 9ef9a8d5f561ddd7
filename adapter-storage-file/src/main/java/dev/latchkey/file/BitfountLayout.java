package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.util.List;

/** {@code USERNAME/.token}; a document that is in the way moves to the standard layout's folder of the same session. */
final class BitfountLayout extends FileLayout {
    private static final String LOCK = ".token.lock";

    private final Root root;
    private final Root sessions;
    private final String document;

    BitfountLayout(Root root, Root sessions, String document) {
        this.root = root;
        this.sessions = sessions;
        this.document = document;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new BitfountLayout(root, sessions, fileName);
    }

    @Override
    Ours ours() {
        return root.ours();
    }

    @Override
    Place placeOf(SessionId id) {
        SessionFolder folder = new SessionFolder(root, SessionFolder.Step.of(NameCodec.AS_GIVEN, id.account()));
        return new Place(folder, document, LOCK, StandardLayout.folder(sessions, id));
    }

    @Override
    List<SessionId> list(Listing.Trouble trouble) throws IOException {
        Listing listing = new Listing(NameCodec.AS_GIVEN, trouble);
        return listing.namesWith(document, listing.in(root)).stream()
                .map(account -> new SessionId(BITFOUNT, account))
                .toList();
    }
}
