package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/** A save that reserved its space in a file next to the document. */
final class FilePreparedSave implements PreparedSave {
    private final DocumentPaths paths;
    private final BesideFile beside;
    private final Replaced replaced;
    /** What the last attempt wrote: it may have replaced the document although the system reported a failure. */
    private Optional<?> tried = Optional.empty();

    private boolean open = true;

    FilePreparedSave(DocumentPaths paths, BesideFile beside, Replaced replaced) {
        this.paths = paths;
        this.beside = beside;
        this.replaced = replaced;
    }

    @Override
    public void commit(Secret document) {
        if (!open) {
            throw new IllegalStateException("This save was committed or closed already");
        }
        byte[] content = document.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            refuseWhatCouldNotBeRead(content);
            paths.folder().existing();
            Uninterrupted.run(new Attempt(content));
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be saved", e);
        }
        open = false;
    }

    /** Not a lambda, because JDK 25 generates code for some at run time, in each process that renews. */
    private final class Attempt implements Uninterrupted.Action {
        private final byte[] content;

        Attempt(byte[] content) {
            this.content = content;
        }

        @Override
        public void run() throws IOException {
            Entry written = beside.write(content);
            refuseIfStale();
            tried = Optional.of(ByteBuffer.wrap(content));
            beside.replace(paths.documentPath(), written);
        }
    }

    /** Checked last. A change that another program makes after this goes unnoticed, but nothing is lost before it. */
    private void refuseIfStale() throws IOException {
        Replaced now = Replaced.now(paths);
        boolean isSame = now.document().equals(replaced.document())
                || tried.isPresent() && now.document().equals(tried);
        if (!isSame || !now.ending().equals(replaced.ending())) {
            String where = StorageFailure.shown(paths.location());
            String problem = "The session at " + where + " was left as it is: another program changed it meanwhile.";
            throw new StorageException(Reason.STALE, where, problem, null);
        }
    }

    private void refuseWhatCouldNotBeRead(byte[] content) throws IOException {
        if (content.length > DocumentReader.LONGEST) {
            throw new ForeignDocumentException(paths.documentPath(), "the session is longer than 16 MiB");
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            beside.discard();
        }
    }

    /**
     * What a save replaces. Programs that do not lock, such as Bitfount's Python client, may change the files after the save was prepared,
     * so their state at that time is compared with the state now.
     *
     * @param document the document's bytes, or its attributes if it cannot be read; empty if there is none
     * @param ending the same for the mark of a logout that has begun
     */
    record Replaced(Optional<?> document, Optional<?> ending) {
        /** The current state. */
        static Replaced now(DocumentPaths paths) throws IOException {
            return new Replaced(look(paths.documentPath()), look(paths.endingPath()));
        }

        private static Optional<?> look(Path file) throws IOException {
            Entry entry = Entry.at(file);
            if (entry == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(entry.isFile() ? Uninterrupted.call(() -> DocumentReader.bytes(file)) : entry);
            } catch (AccessDeniedException | ForeignDocumentException e) {
                return Optional.of(entry);
            }
        }
    }
}
