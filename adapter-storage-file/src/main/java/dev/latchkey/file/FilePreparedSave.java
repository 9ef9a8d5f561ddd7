package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
            Uninterrupted.run(() -> beside.become(paths.documentPath(), content, () -> {
                refuseIfStale();
                tried = Optional.of(ByteBuffer.wrap(content));
            }));
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be saved", e);
        }
        open = false;
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
}
