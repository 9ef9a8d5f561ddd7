package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
public abstract sealed class FileLayout permits StandardLayout, SharedLayout, RoutedLayout {
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
}
