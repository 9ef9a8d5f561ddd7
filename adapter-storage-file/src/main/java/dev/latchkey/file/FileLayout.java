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
import org.jspecify.annotations.Nullable;

/**
 * Where files are stored. Roots are resolved once, here: they may be or contain symbolic links; below them, links are refused. A root, a
 * folder below it or a document that another person owns is refused, unless that owner is root. So is a folder that everyone can write to
 * without the sticky bit.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FileLayout {
    private final SessionFolder sessions;
    /** The folders of the providers whose sessions another program keeps, by provider. */
    private final Map<String, Shared> shared;
    /** The folder of all other providers' sessions; null for the standard layout below {@link #sessions}. */
    private final @Nullable Shared others;
    /** The document's file name; null for the usual one. */
    private final @Nullable String fileName;

    private FileLayout(
            SessionFolder sessions, Map<String, Shared> shared, @Nullable Shared others, @Nullable String fileName) {
        this.sessions = sessions;
        this.shared = shared;
        this.others = others;
        this.fileName = fileName;
    }

    /**
     * {@code PROVIDER/ACCOUNT/session.json}, with {@code session.lock} beside it.
     *
     * @param sessions the root; need not exist
     */
    public static FileLayout standard(Path sessions) {
        return new FileLayout(Ours.STRICT.root(sessions), Map.of(), null, null);
    }

    /**
     * The layout for sessions that another program keeps.
     *
     * @param sessions the root of the standard layout; documents that are in the way are moved there
     */
    public static FileLayout shared(SharedFolder shared, Path sessions) {
        Shared only = new Shared(shared.provider(), Ours.STRICT.root(shared.root()), shared.document());
        return new FileLayout(Ours.STRICT.root(sessions), Map.of(only.provider(), only), only, null);
    }

    /**
     * The complete layout: the sessions of the providers in {@link LatchkeyFolders#shared} are stored where those say, all others in the
     * standard layout. Latchkey's own folder must belong to this person as the roots must, unless {@link LatchkeyFolders#unsafe}.
     */
    public static FileLayout of(LatchkeyFolders folders) {
        Ours ours = Ours.of(folders);
        Map<String, Shared> shared = new LinkedHashMap<>();
        for (SharedFolder each : folders.shared()) {
            shared.put(each.provider(), new Shared(each.provider(), ours.root(each.root()), each.document()));
        }
        return new FileLayout(ours.root(folders.sessions()), shared, null, null);
    }

    /** The same folders and locks with another document file name, such as {@code session.enc}. */
    public FileLayout withDocument(String name) {
        return new FileLayout(sessions, shared, others, name);
    }

    /**
     * The path of the session's document, which need not exist.
     *
     * @throws StorageException if the system cannot represent that path, for example in a locale that lacks its letters
     */
    public Path document(SessionId id) {
        return paths(id).documentPath();
    }

    /** The session's place; its paths can be represented by the system. */
    Paths paths(SessionId id) {
        Paths paths = pathsOf(id);
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

    /**
     * The session's place. In the standard layout, a document that is in the way stays in its folder under another name; one that another
     * program keeps is moved to the standard layout's folder for the same session.
     */
    Paths pathsOf(SessionId id) {
        SessionFolder standard =
                sessions.below(NameCodec.ESCAPED, id.provider()).below(NameCodec.ESCAPED, id.account());
        @Nullable Shared place = shared.getOrDefault(id.provider(), others);
        return place == null
                ? new Paths(standard, named("session.json"), "session.lock", standard)
                : new Paths(
                        place.root().below(NameCodec.AS_GIVEN, id.account()),
                        named(place.document()),
                        place.document() + ".lock",
                        standard);
    }

    private String named(String usual) {
        return fileName == null ? usual : fileName;
    }

    /** The ownership rules. */
    Ours ours() {
        return sessions.ours();
    }

    /** The sessions of these providers. */
    List<SessionId> list(Predicate<String> wanted, Listing.Trouble trouble) throws IOException {
        List<SessionId> found = new ArrayList<>();
        for (Shared place : shared.values()) {
            if (wanted.test(place.provider())) {
                Listing listing = new Listing(NameCodec.AS_GIVEN, trouble);
                for (String account : listing.namesWith(named(place.document()), listing.in(place.root()))) {
                    found.add(new SessionId(place.provider(), account));
                }
            }
        }
        if (others == null) {
            listStandard(name -> wanted.test(name) && !shared.containsKey(name), trouble, found);
        }
        return found;
    }

    private void listStandard(Predicate<String> wanted, Listing.Trouble trouble, List<SessionId> found)
            throws IOException {
        Listing listing = new Listing(NameCodec.ESCAPED, trouble);
        for (Listing.Candidate provider : listing.in(sessions)) {
            if (provider.name() != null && !wanted.test(provider.name())) {
                continue;
            }
            List<String> accounts = listing.namesWith(named("session.json"), listing.in(provider.path()));
            try {
                for (String account : accounts) {
                    found.add(new SessionId(Listing.nameOf(provider), account));
                }
            } catch (IOException e) {
                trouble.met(e);
            }
        }
    }

    /** {@link SharedFolder} with its root resolved. */
    private record Shared(String provider, SessionFolder root, String document) {}

    /**
     * The files of one session.
     *
     * @param folder the folder of its document
     * @param document the document's file name
     * @param lock the lock file's name
     * @param aside the folder to which a document that is in the way is moved
     */
    record Paths(SessionFolder folder, String document, String lock, SessionFolder aside) {
        Path documentPath() {
            return folder.path().resolve(document);
        }

        /** One name per document: writers hold the session's lock, so only a crash can leave this file behind. */
        Path besidePath() {
            return hidden(".new");
        }

        /** Marks that a logout of the document has begun. */
        Path endingPath() {
            return hidden(".ending");
        }

        /** The temporary file for the mark. */
        Path endingBesidePath() {
            return hidden(".ending.new");
        }

        private Path hidden(String suffix) {
            return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + suffix);
        }

        /** The ownership rules. */
        Ours ours() {
            return folder.ours();
        }

        /** The document's path as text, even if the system cannot represent that path. */
        String location() {
            return folder.location() + folder.roots().get(0).getFileSystem().getSeparator() + document;
        }
    }
}
