package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The default file system as one process sees it, with injected faults. File keys, modes, owners and locks are the real ones. Closing it
 * ends that process. A store that is given one of its {@link Path}s can be tested with a fault at each operation. For POSIX systems.
 * Safe for use by several threads.
 *
 * <pre>{@code
 * FaultFileSystem files = new FaultFileSystem(Fault.once(7, Errno.ENOSPC));
 * MyStore store = new MyStore(files.getPath(folder.toString()));
 * }</pre>
 */
public final class FaultFileSystem extends FileSystem {
    private final FileSystem real = FileSystems.getDefault();
    private final Operations operations;
    private final FaultProvider provider;

    /** Creates a process with this fault. */
    public FaultFileSystem(Fault fault) {
        operations = new Operations(this, fault);
        provider = new FaultProvider(this, real.provider(), operations);
    }

    /**
     * From now on, this thread and those that it starts belong to the process with this file system: their operations on behalf of other
     * processes, such as closing files that the JVM keeps open, are not counted and do not fail. A thread that was never assigned belongs
     * to every process.
     */
    public static void enter(FileSystem files) {
        Operations.enter(files);
    }

    /** All operations so far. */
    public List<Operation> log() {
        return operations.log();
    }

    /** The files that are open now. */
    public List<String> open() {
        return operations.open();
    }

    /** Stops counting and injecting faults. */
    public void end() {
        operations.end();
    }

    void before(OperationKind kind, Path path) throws IOException {
        operations.before(kind, path);
    }

    /** The path in this file system. */
    FaultPath wrap(Path path) {
        return new FaultPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() throws IOException {
        operations.close();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return real.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return StreamSupport.stream(real.getRootDirectories().spliterator(), false)
                .map(root -> (Path) wrap(root))
                .toList();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(FaultPath.real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("nothing here watches files");
    }
}
