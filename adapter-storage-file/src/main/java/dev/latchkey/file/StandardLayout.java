package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code PROVIDER/ACCOUNT/session.json}. A document that is in the way stays in its folder under another name. */
final class StandardLayout extends FileLayout {
    private static final String LOCK = "session.lock";

    private final Root root;
    private final String document;

    StandardLayout(Root root, String document) {
        this.root = root;
        this.document = document;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new StandardLayout(root, fileName);
    }

    @Override
    Ours ours() {
        return root.ours();
    }

    @Override
    DocumentPaths pathsOf(SessionId id) {
        SessionFolder folder = folder(root, id);
        return new DocumentPaths(folder, document, LOCK, folder);
    }

    static SessionFolder folder(Root root, SessionId id) {
        return new SessionFolder(
                root,
                SessionFolder.Step.of(NameCodec.ESCAPED, id.provider()),
                SessionFolder.Step.of(NameCodec.ESCAPED, id.account()));
    }

    @Override
    List<SessionId> list(Predicate<String> wanted, Listing.Trouble trouble) throws IOException {
        Listing listing = new Listing(NameCodec.ESCAPED, trouble);
        List<SessionId> found = new ArrayList<>();
        for (Listing.Candidate provider : listing.in(root)) {
            if (provider.name() != null && !wanted.test(provider.name())) {
                continue;
            }
            List<String> accounts = listing.namesWith(document, listing.in(provider.path()));
            try {
                for (String account : accounts) {
                    found.add(new SessionId(Listing.nameOf(provider), account));
                }
            } catch (IOException e) {
                trouble.met(e);
            }
        }
        return found;
    }
}
