package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves links in a root once, so that below it every link can be refused. */
final class RealRoot {
    private RealRoot() {}

    /**
     * The real path of what exists of this path, and the rest as it is. What may not be entered is left as it is: each use of it
     * fails and says so.
     *
     * @throws dev.latchkey.error.StorageException if it cannot be told what exists
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

    /** Asked twice: an error that passes is no reason to fail before anything was begun. */
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
