package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Creates a folder that only its owner can access from the moment it exists. */
final class NewFolder {
    private NewFolder() {}

    /** Also creates missing parent folders. */
    static void makeWithParents(Path folder, Ours ours) throws IOException {
        @Nullable Path parent = folder.getParent();
        if (parent != null && Entry.behind(parent) == null) {
            makeWithParents(parent, ours);
        }
        make(folder, ours);
    }

    /** Does nothing if another process created it first. */
    static void make(Path folder, Ours ours) throws IOException {
        @Nullable Path parent = folder.getParent();
        if (parent != null) {
            ours.refuseToTakeFrom(parent);
        }
        try {
            Files.createDirectory(folder, OwnerOnly.folder(folder.getFileSystem()));
        } catch (FileAlreadyExistsException e) {
            return;
        }
        OwnerOnly.apply(folder, OwnerOnly.FOLDER_MODE);
        OwnerOnly.giveToOwnerOfFolder(folder);
        if (parent != null) {
            DurableFile.syncFolder(parent);
        }
    }
}
