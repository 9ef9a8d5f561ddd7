package dev.latchkey.file;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where another program keeps the sessions of one provider: {@code ROOT/ACCOUNT/DOCUMENT}, with the account as given, and
 * {@code DOCUMENT.lock} next to it. On a file system that ignores case, two accounts that differ only in case share a document, here as in
 * that program; the document says which account it belongs to.
 *
 * @param provider the provider's name
 * @param root the folder; need not exist
 * @param document the file name of a session's document
 */
public record SharedFolder(String provider, Path root, String document) {
    public SharedFolder {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(document, "document");
    }
}
