package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where files are stored. Roots are resolved once, here: they may be or contain symbolic links; below them, links are refused. A root, a
 * folder below it or a document that another person owns is refused, unless that owner is root. So is a folder that everyone can write to
 * without the sticky bit.
 *
 * <p>Immutable and safe for use by several threads.
 */
public abstract sealed class FileLayout {
    FileLayout() {}

    /**
     * {@code PROVIDER/ACCOUNT/session.json}, with {@code session.lock} beside it.
     *
     * @param sessions the root; need not exist
     */
    public static FileLayout standard(Path sessions) {
        return new StandardLayout(Ours.STRICT.root(sessions), "session.json");
    }

    /**
     * The layout for sessions that another program keeps.
     *
     * @param sessions the root of the standard layout; documents that are in the way are moved there
     */
    public static FileLayout shared(SharedFolder shared, Path sessions) {
        return SharedLayout.of(shared, Ours.STRICT, Ours.STRICT.root(sessions));
    }

    /**
     * The complete layout: the sessions of the providers in {@link LatchkeyFolders#shared} are stored where those say, all others in the
     * standard layout. Latchkey's own folder must belong to this person as the roots must, unless {@link LatchkeyFolders#unsafe}.
     */
    public static FileLayout of(LatchkeyFolders folders) {
        Ours ours = Ours.of(folders);
        Root sessions = ours.root(folders.sessions());
        Map<String, FileLayout> shared = new LinkedHashMap<>();
        for (SharedFolder folder : folders.shared()) {
            shared.put(folder.provider(), SharedLayout.of(folder, ours, sessions));
        }
        return new RoutedLayout(shared, new StandardLayout(sessions, "session.json"));
    }

    /** The same folders and locks with another document file name, such as {@code session.enc}. */
    public abstract FileLayout withDocument(String fileName);

    /**
     * The path of the session's document, which need not exist.
     *
     * @throws StorageException if the system cannot represent that path, for example in a locale that lacks its letters
     */
    public final Path document(SessionId id) {
        return paths(id).documentPath();
    }

    /** The session's place; its paths can be represented by the system. */
    final DocumentPaths paths(SessionId id) {
        DocumentPaths paths = pathsOf(id);
        try {
            paths.documentPath();
            paths.aside().path();
            return paths;
        } catch (InvalidPathException e) {
            String where = StorageFailure.shown(paths.location());
            throw new StorageException(
                    StorageException.Reason.UNREADABLE,
                    where,
                    where + " is no path in this locale. Set LC_ALL to one with UTF-8, such as C.UTF-8.",
                    e);
        }
    }

    abstract DocumentPaths pathsOf(SessionId id);

    /** The ownership rules. */
    abstract Ours ours();

    /** The sessions of these providers. */
    abstract List<SessionId> list(Predicate<String> provider, Listing.Trouble trouble) throws IOException;

    /** {@code PROVIDER/ACCOUNT/session.json}. A document that is in the way stays in its folder under another name. */
    private static final class StandardLayout extends FileLayout {
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

    /** {@code ACCOUNT/DOCUMENT}. A document that is in the way is moved to the standard layout's folder for the same session. */
    private static final class SharedLayout extends FileLayout {
        private final String provider;
        private final Root root;
        private final Root sessions;
        private final String lock;
        private final String document;

        SharedLayout(String provider, Root root, Root sessions, String lock, String document) {
            this.provider = provider;
            this.root = root;
            this.sessions = sessions;
            this.lock = lock;
            this.document = document;
        }

        static SharedLayout of(SharedFolder shared, Ours ours, Root sessions) {
            String document = shared.document();
            return new SharedLayout(
                    shared.provider(), ours.root(shared.root()), sessions, document + ".lock", document);
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

    /** Some providers' sessions have layouts of their own; all others share one layout. */
    private static final class RoutedLayout extends FileLayout {
        private final Map<String, FileLayout> byProvider;
        private final FileLayout others;

        RoutedLayout(Map<String, FileLayout> byProvider, FileLayout others) {
            this.byProvider = byProvider;
            this.others = others;
        }

        @Override
        public FileLayout withDocument(String fileName) {
            Map<String, FileLayout> renamed = new LinkedHashMap<>();
            for (Map.Entry<String, FileLayout> entry : byProvider.entrySet()) {
                renamed.put(entry.getKey(), entry.getValue().withDocument(fileName));
            }
            return new RoutedLayout(renamed, others.withDocument(fileName));
        }

        @Override
        DocumentPaths pathsOf(SessionId id) {
            return byProvider.getOrDefault(id.provider(), others).pathsOf(id);
        }

        @Override
        Ours ours() {
            return others.ours();
        }

        @Override
        List<SessionId> list(Predicate<String> wanted, Listing.Trouble trouble) throws IOException {
            List<SessionId> found = new ArrayList<>();
            for (FileLayout layout : byProvider.values()) {
                found.addAll(layout.list(wanted, trouble));
            }
            found.addAll(others.list(name -> wanted.test(name) && !byProvider.containsKey(name), trouble));
            return found;
        }
    }
}
