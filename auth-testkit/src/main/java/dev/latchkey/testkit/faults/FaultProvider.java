package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Consults the fault before each operation, then calls the real provider. */
final class FaultProvider extends FileSystemProvider {
    private final FaultFileSystem files;
    private final FileSystemProvider real;
    private final Operations operations;

    FaultProvider(FaultFileSystem files, FileSystemProvider real, Operations operations) {
        this.files = files;
        this.real = real;
        this.operations = operations;
    }

    /** The real path, unless the operation is to fail. */
    private Path at(OperationKind kind, Path path) throws IOException {
        operations.before(kind, path);
        return FaultPath.real(path);
    }

    @Override
    public String getScheme() {
        return "faults";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException("there is one for each test");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("no path is a URI here");
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path file = at(OperationKind.OPEN, path);
        return new FaultChannel(real.newFileChannel(file, options, attributes), path, operations);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        Path path = at(OperationKind.LIST, folder);
        return new FaultFolderStream(
                real.newDirectoryStream(path, entry -> filter.accept(files.wrap(entry))), files, operations, folder);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(at(OperationKind.CREATE_FOLDER, folder), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        real.createSymbolicLink(at(OperationKind.LINK, link), FaultPath.real(target), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        real.createLink(at(OperationKind.LINK, link), FaultPath.real(existing));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return files.wrap(real.readSymbolicLink(at(OperationKind.STAT, link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(at(OperationKind.DELETE, path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        real.copy(at(OperationKind.COPY, source), FaultPath.real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        real.move(at(OperationKind.MOVE, source), FaultPath.real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(at(OperationKind.STAT, one), FaultPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(FaultPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(at(OperationKind.STAT, path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(at(OperationKind.ACCESS, path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        if (type != PosixFileAttributeView.class
                && type != FileOwnerAttributeView.class
                && type != BasicFileAttributeView.class) {
            return null;
        }
        PosixFileAttributeView view =
                real.getFileAttributeView(FaultPath.real(path), PosixFileAttributeView.class, options);
        return view == null ? null : type.cast(new FaultView(view, path, operations));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(at(OperationKind.STAT, path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(at(OperationKind.STAT, path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(at(OperationKind.SET_ATTRIBUTE, path), attribute, value, options);
    }
}
