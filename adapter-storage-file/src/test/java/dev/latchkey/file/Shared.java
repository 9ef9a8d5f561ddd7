package dev.latchkey.file;

import java.nio.file.Path;

/** A provider whose sessions another program keeps, in {@code ACCOUNT/.token}. */
final class Shared {
    static final String PROVIDER = "bitfount";

    private Shared() {}

    static SharedFolder in(Path root) {
        return new SharedFolder(PROVIDER, root, ".token");
    }

    static LatchkeyFolders folders(Path home, Path root) {
        return new LatchkeyFolders(home).with(in(root));
    }
}
