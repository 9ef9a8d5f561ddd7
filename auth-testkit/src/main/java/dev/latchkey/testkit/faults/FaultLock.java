package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;

/** A real kernel lock whose release may fail. */
final class FaultLock extends FileLock {
    private final FileLock real;
    private final Path path;
    private final Operations operations;

    FaultLock(FaultChannel channel, FileLock real, Path path, Operations operations) {
        super(channel, real.position(), real.size(), real.isShared());
        this.real = real;
        this.path = path;
        this.operations = operations;
    }

    @Override
    public boolean isValid() {
        return real.isValid();
    }

    @Override
    public void release() throws IOException {
        operations.before(OperationKind.UNLOCK, path);
        real.release();
    }
}
