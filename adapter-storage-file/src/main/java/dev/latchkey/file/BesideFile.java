package dev.latchkey.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that is written beside another and then takes its place. It is made with {@code O_EXCL} and kept open, so that what is
 * written goes into the file that was made, whatever another puts under its name; and before it is renamed it is looked whether the
 * name still is that file's. If it is not, it is made once more. Used by one thread.
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

    /** Makes the file with room for so many bytes: this beginning, then zeros, on the disk when this returns. */
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

    /**
     * Makes this the content of the target, durably. After a failure it may be tried again, whatever became of the file.
     *
     * @param last done just before it takes the target's place
     */
    void become(Path target, byte[] content, Uninterrupted.Action last) throws IOException {
        Entry ours = write(content);
        for (int attempt = 1; ours == null; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new FileSystemException(path.toString(), null, "another program takes its place again and again");
            }
            forget();
            ours = write(content);
        }
        last.run();
        if (DurableFile.isWindows(path)) {
            closeChannel();
        }
        DurableFile.rename(path, target, ours);
        forget();
        DurableFile.syncFolderOf(target);
    }

    /** Deletes the file if it is there and still ours, and closes it. */
    void discard() {
        Entry ours = made;
        forget();
        if (ours != null && !isAnothers(ours)) {
            DurableFile.deleteQuietly(path);
        }
    }

    /** The file with this content, on the disk; null if another took its name. */
    private @Nullable Entry write(byte[] content) throws IOException {
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            open = make();
        }
        open.position(0);
        DurableFile.fill(open, ByteBuffer.wrap(content));
        Entry ours = made;
        Entry now = Entry.at(path);
        return ours != null && now != null && now.isStill(ours) ? ours : null;
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

    /** What is made is this person's; or the folder's owner's, where root gives it away, and on mounts that know one owner. */
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
            return false; // No token is left beside only because it cannot be told.
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
