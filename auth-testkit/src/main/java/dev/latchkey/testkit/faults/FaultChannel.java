package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file whose operations may fail. A failing sequential write writes half of the data, as on a disk that becomes full. */
final class FaultChannel extends FileChannel {
    private final FileChannel real;
    private final Path path;
    private final Operations operations;

    FaultChannel(FileChannel real, Path path, Operations operations) {
        this.real = real;
        this.path = path;
        this.operations = operations;
        operations.opened(real, this, path);
    }

    @FunctionalInterface
    private interface Io<T> {
        T run() throws IOException;
    }

    private <T> T done(OperationKind kind, Io<T> io) throws IOException {
        operations.before(kind, path);
        try {
            return io.run();
        } catch (ClosedChannelException e) {
            close(); // An interrupt has closed the real channel, and this one must report it as closed.
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return done(OperationKind.READ, () -> real.read(target));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return done(OperationKind.READ, () -> real.read(target, position));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return done(OperationKind.READ, () -> real.read(targets, offset, length));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return done(OperationKind.WRITE, () -> real.write(source));
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (real.isOpen()) {
                real.write(source.duplicate().limit(source.position() + source.remaining() / 2));
            }
            throw e;
        }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return done(OperationKind.WRITE, () -> real.write(source, position));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return done(OperationKind.WRITE, () -> real.write(sources, offset, length));
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return done(OperationKind.SIZE, real::size);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        done(OperationKind.TRUNCATE, () -> real.truncate(size));
        return this;
    }

    /** Does not sync: no machine loses power in a test. */
    @Override
    public void force(boolean metaData) throws IOException {
        done(OperationKind.FORCE, () -> true);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return done(OperationKind.READ, () -> real.transferTo(position, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return done(OperationKind.WRITE, () -> real.transferFrom(source, position, count));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("what is mapped fails unseen");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return new FaultLock(this, done(OperationKind.LOCK, () -> real.lock(position, size, shared)), path, operations);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        operations.before(OperationKind.LOCK, path);
        FileLock lock = real.tryLock(position, size, shared);
        return lock == null ? null : new FaultLock(this, lock, path, operations);
    }

    /** A failing close still closes the file, as on Linux. A dead process closes nothing by itself. */
    @Override
    protected void implCloseChannel() throws IOException {
        try {
            operations.before(OperationKind.CLOSE, path);
        } catch (IOException e) {
            closeReal();
            throw e;
        }
        closeReal();
    }

    private void closeReal() throws IOException {
        operations.closed(real);
        real.close();
    }
}
