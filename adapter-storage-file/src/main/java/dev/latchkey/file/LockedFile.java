package dev.latchkey.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file that this process has locked. Made by one thread at a time for each file; {@link LockTable} sees to that. */
final class LockedFile {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final FileChannel channel;

    private LockedFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the file if need be and tries to lock it until the deadline, at least once. */
    static LockedFile lock(Path file, Deadline deadline)
            throws IOException, InterruptedException, LockTable.NotHadException {
        while (true) {
            FileChannel channel = DurableFile.openOrCreate(file);
            boolean kept = false;
            try {
                Object opened = key(file);
                boolean waited = await(channel, deadline);
                // Nobody should delete lock files, but if somebody did while we waited, ours is no longer the one.
                kept = !waited || String.valueOf(key(file)).equals(String.valueOf(opened));
                if (kept) {
                    return new LockedFile(channel);
                }
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    /** Unlocks and closes; closing alone unlocks as well, so that it does whatever happens. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // The descriptor is gone in any case, and with it the lock.
        }
    }

    /** Answers whether somebody else had it at first. */
    private static boolean await(FileChannel channel, Deadline deadline)
            throws IOException, InterruptedException, LockTable.NotHadException {
        long pause = FIRST_PAUSE_NANOS;
        boolean waited = false;
        while (!tryLock(channel)) {
            long left = deadline.left();
            if (left <= 0) {
                throw new LockTable.NotHadException();
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            waited = true;
        }
        return waited;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        BasicFileAttributes attributes = SessionFolder.attributes(file);
        return attributes == null ? null : attributes.fileKey();
    }
}
