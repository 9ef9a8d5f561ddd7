package dev.latchkey.cli.storage;

import dev.latchkey.file.FileLayout;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Objects;

/** Sealed documents as files. */
public final class SealedFiles implements ChosenStore.Sealed {
    /** The name of a sealed document. */
    public static final String DOCUMENT = "session.enc";

    private final FileLayout layout;
    private final SessionStore files;

    /**
     * @param layout where sealed documents lie
     * @param files the store of that layout
     */
    public SealedFiles(FileLayout layout, SessionStore files) {
        this.layout = Objects.requireNonNull(layout, "layout");
        this.files = Objects.requireNonNull(files, "files");
    }

    /** The store that keeps the sealed texts. */
    public SessionStore store() {
        return files;
    }

    @Override
    public boolean isPresent(SessionId id) {
        return Files.exists(layout.document(id), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<SessionId> list() {
        return files.list();
    }
}
