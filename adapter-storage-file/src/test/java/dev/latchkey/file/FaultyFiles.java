package dev.latchkey.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default file system, except that a hook is called before and after each operation and can make it fail at either moment. */
class FaultyFiles extends FileSystem {
    private final FileSystem real = FileSystems.getDefault();
    private final Hook hook;
    private final Provider provider = new Provider();

    /** Called for each operation. */
    @FunctionalInterface
    interface Hook {
        /**
         * @param operation such as {@code open} or {@code move}
         * @param path the path it applies to
         * @param done whether it has been done
         * @throws IOException to make the operation fail, even after it was done
         */
        void at(String operation, Path path, boolean done) throws IOException;
    }

    FaultyFiles(Hook hook) {
        this.hook = hook;
    }

    /** What the real file system is asked for when something is made with these attributes. */
    FileAttribute<?>[] made(Path path, FileAttribute<?>... attributes) throws IOException {
        return attributes;
    }

    /** What is seen where these attributes are. */
    BasicFileAttributes seen(BasicFileAttributes attributes) {
        return attributes;
    }

    /** I/O with a result. */
    @FunctionalInterface
    private interface Io<T> {
        T run() throws IOException;
    }

    private <T> T told(String operation, Path path, Io<T> io) throws IOException {
        hook.at(operation, path, false);
        T answer = io.run();
        hook.at(operation, path, true);
        return answer;
    }

    private static Object unwrap(Object value) {
        return value instanceof Path path && Proxy.isProxyClass(path.getClass())
                ? ((Wrapped) Proxy.getInvocationHandler(path)).path()
                : value;
    }

    private static Path bare(Path path) {
        return (Path) unwrap(path);
    }

    /** This path in this file system. */
    Path wrap(Path path) {
        return (Path) Proxy.newProxyInstance(
                FaultyFiles.class.getClassLoader(), new Class<?>[] {Path.class}, new Wrapped(this, bare(path)));
    }

    private record Wrapped(FaultyFiles files, Path path) implements java.lang.reflect.InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object @Nullable [] arguments)
                throws Throwable {
            switch (method.getName()) {
                case "getFileSystem":
                    return files;
                case "toRealPath":
                    return files.told("realPath", path, () -> files.wrap(path.toRealPath()));
                default:
                    break;
            }
            Object[] bare = arguments == null ? new Object[0] : arguments.clone();
            for (int i = 0; i < bare.length; i++) {
                bare[i] = unwrap(bare[i]);
            }
            try {
                Object answer = method.invoke(path, bare);
                return answer instanceof Path result ? files.wrap(result) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private final class Provider extends FileSystemProvider {
        private final FileSystemProvider bare = real.provider();

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            Path file = bare(path);
            return told(
                    "open", file, () -> new Channel(bare.newFileChannel(file, options, made(file, attributes)), file));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            List<Path> entries = new ArrayList<>();
            told("list", bare(folder), () -> {
                try (DirectoryStream<Path> stream = bare.newDirectoryStream(bare(folder), entry -> true)) {
                    stream.forEach(entry -> entries.add(wrap(entry)));
                }
                return true;
            });
            return new DirectoryStream<>() {
                @Override
                public java.util.Iterator<Path> iterator() {
                    try {
                        hook.at("iterate", bare(folder), false);
                    } catch (IOException e) {
                        throw new DirectoryIteratorException(e);
                    }
                    return entries.iterator();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
            told("createFolder", bare(folder), () -> {
                bare.createDirectory(bare(folder), made(bare(folder), attributes));
                return true;
            });
        }

        @Override
        public void delete(Path path) throws IOException {
            told("delete", bare(path), () -> {
                bare.delete(bare(path));
                return true;
            });
        }

        @Override
        public boolean deleteIfExists(Path path) throws IOException {
            return told("delete", bare(path), () -> bare.deleteIfExists(bare(path)));
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            told("move", bare(source), () -> {
                bare.move(bare(source), bare(target), options);
                return true;
            });
        }

        @Override
        public <V extends FileAttributeView> @Nullable V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return bare.getFileAttributeView(bare(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return told("stat", bare(path), () -> {
                A attributes = bare.readAttributes(bare(path), type, options);
                return type == BasicFileAttributes.class ? type.cast(seen(attributes)) : attributes;
            });
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return told("stat", bare(path), () -> bare.readAttributes(bare(path), attributes, options));
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            told("set " + attribute, bare(path), () -> {
                bare.setAttribute(bare(path), attribute, value, options);
                return true;
            });
        }

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return bare.isSameFile(bare(path), bare(other));
        }

        @Override
        public boolean isHidden(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            told("access", bare(path), () -> {
                bare.checkAccess(bare(path), modes);
                return true;
            });
        }
    }

    private final class Channel extends FileChannel {
        private final FileChannel channel;
        private final Path path;

        Channel(FileChannel channel, Path path) {
            this.channel = channel;
            this.path = path;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return told("read", path, () -> channel.read(target));
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return told("write", path, () -> channel.write(source));
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return told("size", path, channel::size);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            told("truncate", path, () -> channel.truncate(size));
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            told("force", path, () -> {
                channel.force(metaData);
                return true;
            });
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return told("lock", path, () -> channel.tryLock(position, size, shared));
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close(); // A channel is closed even if closing it fails, as on Linux.
            hook.at("close", path, true);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return told("read", path, () -> channel.read(target, position));
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return told("write", path, () -> channel.write(source, position));
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return told("lock", path, () -> channel.lock(position, size, shared));
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return real.getRootDirectories();
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
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
