package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves links in a root once, so that below it every link can be refused. */
final class RealRoot {
    private RealRoot() {}

    /** The real path of what exists of this path, and the rest as it is; never fails. */
    static Path of(Path root) {
        Path absolute = root.toAbsolutePath();
        @Nullable Path existing = absolute;
        while (existing != null) {
            try {
                return existing.toRealPath()
                        .resolve(existing.relativize(absolute))
                        .normalize();
            } catch (IOException e) {
                existing = existing.getParent();
            }
        }
        return absolute.normalize();
    }
}
