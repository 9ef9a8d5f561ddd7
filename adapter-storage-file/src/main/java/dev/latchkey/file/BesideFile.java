package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file that is written next to its target and then renamed over it. It is created with {@code O_EXCL} and kept open, so writes
 * always go to the file we created, even if another process replaces the name. Before the rename, the name is checked again; if it no
 * longer refers to our file, the file is created again. Not safe for use by several threads.
 */
final class BesideFile {
    private static final int CHUNK = 1 << 16;
    private static final int ATTEMPTS = 3;

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Entry made;

    BesideFile(Path path) {
        this.path = path;
    }

    /** Creates the file and reserves this many bytes: the given beginning, then zeros. It is on disk when this method returns. */
    void reserve(byte[] beginning, long bytes) throws IOException {
        FileChannel open = make();
        try {
            DurableFile.writeAll(open, ByteBuffer.wrap(beginning));
            for (long left = bytes - beginning.length; left > 0; left -= CHUNK) {
                DurableFile.writeAll(open, ByteBuffer.allocate((int) Math.min(CHUNK, left)));
            }
            open.force(true);
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    /** Writes this content to the file and to disk. May be called again after a failure, whatever happened to the file. */
    Entry write(byte[] content) throws IOException {
        Entry ours = tryToWrite(content);
        for (int attempt = 1; ours == null; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new FileSystemException(path.toString(), null, "another program takes its place again and again");
            }
            ours = tryToWrite(content);
        }
        return ours;
    }

    /** Makes what was written the content of the target, durably. */
    void replace(Path target, Entry ours) throws IOException {
        if (DurableFile.isWindows(path)) {
            closeChannel();
        }
        DurableFile.rename(path, target, ours);
        forget();
        DurableFile.syncFolderOf(target);
    }

    /** Closes the file and deletes it if it is still ours. */
    void discard() {
        Entry ours = made;
        forget();
        if (ours != null && !isAnothers(ours)) {
            DurableFile.deleteQuietly(path);
        }
    }

    /** Returns null if another process took the file's name. */
    private @Nullable Entry tryToWrite(byte[] content) throws IOException {
        FileChannel open = channel;
        // A rename that was said to fail may have been done: then the open file is the document.
        if (open == null || !open.isOpen() || !isAtItsName()) {
            open = make();
        }
        open.position(0);
        DurableFile.fill(open, ByteBuffer.wrap(content));
        return isAtItsName() ? made : null;
    }

    private boolean isAtItsName() throws IOException {
        Entry ours = made;
        Entry now = Entry.at(path);
        return ours != null && now != null && now.isStill(ours);
    }

    private FileChannel make() throws IOException {
        forget();
        Files.deleteIfExists(path);
        FileChannel open = DurableFile.create(path);
        try {
            made = lookedAt();
            channel = open;
            return open;
        } catch (IOException e) {
            DurableFile.closeQuietly(open);
            DurableFile.deleteQuietly(path);
            throw e;
        }
    }

    private Entry lookedAt() throws IOException {
        Entry entry = Entry.at(path);
        if (entry == null || !entry.isFile() || entry.links() != 1 || !isMadeHere(entry)) {
            throw new FileSystemException(path.toString(), null, "another program took its place");
        }
        return entry;
    }

    /** Whether this file belongs to this person, or to the folder's owner where root gives files away or the mount knows only one owner. */
    private boolean isMadeHere(Entry entry) throws IOException {
        if (Person.owns(path, entry)) {
            return true;
        }
        Path parent = path.getParent();
        Entry folder = parent == null ? null : Entry.behind(parent);
        return folder != null && folder.owner() == entry.owner();
    }

    private boolean isAnothers(Entry ours) {
        try {
            Entry now = Entry.at(path);
            return now != null && !now.isStill(ours);
        } catch (IOException e) {
            return false; // Never leave a token behind just because the check failed.
        }
    }

    private void forget() {
        closeChannel();
        made = null;
    }

    private void closeChannel() {
        if (channel != null) {
            DurableFile.closeQuietly(channel);
            channel = null;
        }
    }
}
