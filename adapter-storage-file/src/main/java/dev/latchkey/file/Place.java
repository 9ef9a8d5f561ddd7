package dev.latchkey.file;

import java.nio.file.Path;

/**
 * Where one session lies.
 *
 * @param folder the folder of its document
 * @param document the document's file name
 * @param lock the lock file's name
 * @param aside the folder that a document which is in the way is moved to
 */
record Place(SessionFolder folder, String document, String lock, SessionFolder aside) {
    Path documentPath() {
        return folder.path().resolve(document);
    }

    /** One name per document: whoever writes it holds the session's lock, so that only a crash can have left it. */
    Path besidePath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".new");
    }

    /** Marks that a logout of the document has begun. */
    Path endingPath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".ending");
    }

    /** Written first, then put in the mark's place. */
    Path endingBesidePath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".ending.new");
    }

    /** What must belong to this person. */
    Ours ours() {
        return folder.root().ours();
    }

    /** The document's path as text, also if the system cannot form that path. */
    String location() {
        String separator = folder.root().path().getFileSystem().getSeparator();
        StringBuilder text = new StringBuilder(folder.root().path().toString());
        folder.steps().forEach(step -> text.append(separator).append(step.folder()));
        return text.append(separator).append(document).toString();
    }
}
