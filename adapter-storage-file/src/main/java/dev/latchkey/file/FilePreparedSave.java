package dev.latchkey.file;

import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The place that was made beside a document. */
final class FilePreparedSave implements PreparedSave {
    private final Place place;
    private final BesideFile beside;
    private boolean open = true;

    FilePreparedSave(Place place, BesideFile beside) {
        this.place = place;
        this.beside = beside;
    }

    @Override
    public void commit(Secret document) {
        if (!open) {
            throw new IllegalStateException("This save was committed or closed already");
        }
        byte[] content = document.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            refuseWhatCouldNotBeRead(content);
            place.folder().existing();
            Uninterrupted.run(() -> beside.become(place.documentPath(), content));
        } catch (IOException e) {
            throw StorageFailure.writing(place.location(), "could not be saved", e);
        }
        open = false;
    }

    private void refuseWhatCouldNotBeRead(byte[] content) throws IOException {
        if (content.length > DocumentReader.LONGEST) {
            throw new ForeignDocumentException(place.documentPath(), "the session is longer than 16 MiB");
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
