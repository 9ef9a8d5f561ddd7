package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves the links in a root once, so that every link below it can be refused. */
final class RealRoot {
    private RealRoot() {}

    /**
     * Returns the real path of the part that exists, followed by the rest unchanged. A folder that may not be entered is left as it is;
     * each use of it will fail with a clear message.
     *
     * @throws dev.latchkey.error.StorageException if it cannot be determined what exists
     */
    static Path of(Path root) {
        Path absolute = root.toAbsolutePath();
        @Nullable Path existing = absolute;
        while (existing != null) {
            try {
                return real(existing).resolve(existing.relativize(absolute)).normalize();
            } catch (NoSuchFileException | AccessDeniedException e) {
                existing = existing.getParent();
            } catch (IOException e) {
                throw StorageFailure.reading(absolute.toString(), e);
            }
        }
        return absolute.normalize();
    }

    /** Tries twice: a transient error is no reason to fail before anything has begun. */
    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            return path.toRealPath();
        }
    }
}
