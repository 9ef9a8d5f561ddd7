package dev.latchkey.file;

import java.nio.file.Path;

/**
 * The files of one session.
 *
 * @param folder the folder of its document
 * @param document the document's file name
 * @param lock the lock file's name
 * @param aside the folder to which a document that is in the way is moved
 */
record DocumentPaths(SessionFolder folder, String document, String lock, SessionFolder aside) {
    Path documentPath() {
        return folder.path().resolve(document);
    }

    /** One name per document: writers hold the session's lock, so only a crash can leave this file behind. */
    Path besidePath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".new");
    }

    /** Marks that a logout of the document has begun. */
    Path endingPath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".ending");
    }

    /** The temporary file for the mark. */
    Path endingBesidePath() {
        return folder.path().resolve((document.startsWith(".") ? "" : ".") + document + ".ending.new");
    }

    /** The ownership rules. */
    Ours ours() {
        return folder.root().ours();
    }

    /** The document's path as text, even if the system cannot represent that path. */
    String location() {
        String separator = folder.root().path().getFileSystem().getSeparator();
        StringBuilder text = new StringBuilder(folder.root().path().toString());
        for (SessionFolder.Step step : folder.steps()) {
            text.append(separator).append(step.folder());
        }
        return text.append(separator).append(document).toString();
    }
}
