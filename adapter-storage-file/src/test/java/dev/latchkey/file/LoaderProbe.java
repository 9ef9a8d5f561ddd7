package dev.latchkey.file;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;

/** Acquires a lock in a class loader of its own: takes the home and the account and returns what releases it. */
public final class LoaderProbe implements BiFunction<Path, String, AutoCloseable> {
    /** Created by reflection. */
    public LoaderProbe() {}

    @Override
    public AutoCloseable apply(Path home, String account) {
        FileLayout layout = FileLayout.of(Shared.folders(home, home.resolve("bitfount")));
        return new FileSessionLock(layout, home.resolve("locks"))
                .acquire(LockId.session(new SessionId("example", account)), Duration.ZERO);
    }
}
