package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** {@code ACCOUNT/DOCUMENT}. A document that is in the way is moved to the standard layout's folder for the same session. */
final class SharedLayout extends FileLayout {
    private final String provider;
    private final Root root;
    private final Root sessions;
    private final String lock;
    private final String document;

    private SharedLayout(String provider, Root root, Root sessions, String lock, String document) {
        this.provider = provider;
        this.root = root;
        this.sessions = sessions;
        this.lock = lock;
        this.document = document;
    }

    static SharedLayout of(SharedFolder shared, Ours ours, Root sessions) {
        String document = shared.document();
        return new SharedLayout(shared.provider(), ours.root(shared.root()), sessions, document + ".lock", document);
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new SharedLayout(provider, root, sessions, lock, fileName);
    }

    @Override
    Ours ours() {
        return root.ours();
    }

    @Override
    DocumentPaths pathsOf(SessionId id) {
        SessionFolder folder = new SessionFolder(root, SessionFolder.Step.of(NameCodec.AS_GIVEN, id.account()));
        return new DocumentPaths(folder, document, lock, StandardLayout.folder(sessions, id));
    }

    @Override
    List<SessionId> list(Predicate<String> wanted, Listing.Trouble trouble) throws IOException {
        if (!wanted.test(provider)) {
            return List.of();
        }
        Listing listing = new Listing(NameCodec.AS_GIVEN, trouble);
        return listing.namesWith(document, listing.in(root)).stream()
                .map(account -> new SessionId(provider, account))
                .toList();
    }
}
