package dev.latchkey.file;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the sessions of one provider lie because another program keeps them there: {@code ROOT/ACCOUNT/DOCUMENT}, the account as
 * given, with {@code DOCUMENT.lock} beside it. Where a file system ignores case, two accounts that differ in case only share a
 * document, with that program as here; whose it is stands in the document.
 *
 * @param provider the provider's name
 * @param root the folder; need not exist
 * @param document the name of a session's file
 */
public record SharedFolder(String provider, Path root, String document) {
    public SharedFolder {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(document, "document");
    }
}
