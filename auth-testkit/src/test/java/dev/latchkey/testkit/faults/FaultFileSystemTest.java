package dev.latchkey.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultFileSystemTest {
    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    @TempDir
    private Path folder;

    /** Performs an operation of each kind. */
    private static void use(Path root) throws IOException {
        Path below = Files.createDirectory(root.toRealPath().resolve("below"));
        Path file = below.resolve("file");
        try (FileChannel channel = FileChannel.open(file, NEW);
                FileLock lock = channel.tryLock()) {
            channel.write(ByteBuffer.wrap("text".getBytes(StandardCharsets.UTF_8)));
            channel.truncate(2);
            channel.force(true);
            channel.read(ByteBuffer.allocate(9), 0);
            assertEquals(2, channel.size());
        }
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        root.getFileSystem().provider().checkAccess(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(below.resolve("link"), file);
        Files.copy(file, below.resolve("copy"));
        Files.move(file, below.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> files = Files.list(below)) {
            assertEquals(3, files.count());
        }
        Files.delete(below.resolve("moved"));
    }

    private FaultFileSystem with(Fault fault) {
        return new FaultFileSystem(fault);
    }

    @Test
    void withoutAFaultItBehavesLikeTheRealOneAndNumbersOperations() throws IOException {
        FaultFileSystem files = with(Fault.none());

        use(files.getPath(folder.toString()));

        Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
        files.log().forEach(operation -> kinds.add(operation.kind()));
        assertEquals(EnumSet.allOf(OperationKind.class), kinds);
        for (int i = 0; i < files.log().size(); i++) {
            assertEquals(i + 1, files.log().get(i).number());
        }
        assertEquals("te", Files.readString(folder.resolve("below/copy")));
        assertEquals(
                1,
                files.log().stream()
                        .filter(each -> each.kind() == OperationKind.LOCK)
                        .count());
        assertTrue(files.open().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(OperationKind.class)
    void aFaultIsThrownForEachKindOfOperationAsTheJdkWould(OperationKind kind) throws IOException {
        for (Errno errno : Errno.values()) {
            Path root = Files.createDirectory(folder.resolve(errno.name()));
            FaultFileSystem counting = with(Fault.none());
            use(counting.getPath(
                    Files.createDirectory(folder.resolve(errno + "-counted")).toString()));
            Operation first = counting.log().stream()
                    .filter(each -> each.kind() == kind)
                    .findFirst()
                    .orElseThrow();

            FaultFileSystem files = with(Fault.once(first.number(), errno));
            Exception thrown = assertThrows(Exception.class, () -> use(files.getPath(root.toString())));

            Throwable cause = cause(thrown);
            assertEquals(
                    kind.isOfChannel()
                            ? IOException.class
                            : errno == Errno.EACCES ? AccessDeniedException.class : FileSystemException.class,
                    cause.getClass());
            assertEquals(kind, files.log().get(first.number() - 1).kind());
        }
    }

    /** A stream over a folder wraps the exceptions of its steps. */
    private static Throwable cause(Exception thrown) {
        Throwable cause = thrown;
        while (!(cause instanceof IOException) || cause.getCause() != null) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return cause;
    }

    @Test
    void aTransientFaultHappensOnceAndAPermanentOneAlways() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        FaultFileSystem once = with(Fault.once(1, Errno.EIO));
        FaultFileSystem lasting = with(Fault.from(1, Errno.EIO));

        assertThrows(FileSystemException.class, () -> Files.readString(once.getPath(file.toString())));
        assertEquals("text", Files.readString(once.getPath(file.toString())));
        assertThrows(FileSystemException.class, () -> Files.readString(lasting.getPath(file.toString())));
        assertThrows(FileSystemException.class, () -> Files.readString(lasting.getPath(file.toString())));
        assertEquals(2, lasting.log().size());
    }

    @Test
    void aFailingWriteWritesHalf() throws IOException {
        Path file = folder.resolve("file");
        FaultFileSystem files = with(operation -> {
            if (operation.kind() == OperationKind.WRITE) {
                throw Errno.ENOSPC.exception(operation);
            }
        });

        assertThrows(IOException.class, () -> Files.writeString(files.getPath(file.toString()), "text"));

        assertEquals("te", Files.readString(file));
    }

    @Test
    void afterAKillNoThreadChangesTheDisk() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "before");
        FaultFileSystem counting = with(Fault.none());
        Files.writeString(counting.getPath(file.toString()), "before");
        FaultFileSystem files = with(Fault.kill(counting.log().size() + 1));
        Path seen = files.getPath(file.toString());
        Files.writeString(seen, "what was written stays");

        assertThrows(Killed.class, () -> Files.writeString(seen, "never"));
        Map<String, Throwable> thrown = new ConcurrentHashMap<>();
        Thread other = new Thread(() -> {
            try {
                Files.delete(seen);
            } catch (Killed | IOException e) {
                thrown.put("other", e);
            }
        });
        other.start();
        other.join();

        assertTrue(thrown.get("other") instanceof Killed);
        assertEquals("what was written stays", Files.readString(file));
    }

    @Test
    void theLocksOfAKilledProcessAreReleasedAndItsFilesClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FaultFileSystem files = with(Fault.none());
        FileChannel channel = FileChannel.open(files.getPath(file.toString()), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        assertNotNull(lock);
        assertEquals(1, files.open().size());

        files.close();

        assertFalse(lock.isValid());
        assertTrue(files.open().isEmpty());
        try (FileChannel next = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock had = next.tryLock()) {
            assertNotNull(had);
        }
    }

    @Test
    void locksAreVisibleToOtherProcesses() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        FaultFileSystem files = with(Fault.none());
        try (FileChannel channel = FileChannel.open(files.getPath(file.toString()), StandardOpenOption.WRITE)) {
            assertEquals("free", lockedByAnother(file));
            try (FileLock lock = channel.tryLock()) {
                assertTrue(lock.isValid());
                assertEquals("held", lockedByAnother(file));
            }
            assertEquals("free", lockedByAnother(file));
        }
    }

    /** What another process finds when it tries to lock the file. */
    private static String lockedByAnother(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return said;
    }

    /** The other process. */
    static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                System.out.print(lock == null ? "held" : "free");
            }
        }
    }

    @Test
    void keysModesAndViewsAreTheRealOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FaultFileSystem files = with(Fault.none());
        Path seen = files.getPath(file.toString());

        assertEquals(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
                Files.readAttributes(seen, BasicFileAttributes.class).fileKey());
        assertEquals(Files.getAttribute(file, "unix:mode"), Files.getAttribute(seen, "unix:mode"));
        assertEquals(Files.getOwner(file), Files.getOwner(seen));
        assertEquals(file.getFileSystem().supportedFileAttributeViews(), files.supportedFileAttributeViews());
        Files.setPosixFilePermissions(seen, Set.of(PosixFilePermission.OWNER_READ));
        assertEquals("r--------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void pathsCannotLeaveTheFileSystem() throws IOException {
        FaultFileSystem files = with(Fault.none());
        Path seen = files.getPath(folder.toString());

        assertThrows(UnsupportedOperationException.class, seen::toFile);
        assertThrows(UnsupportedOperationException.class, seen::toUri);
        assertThrows(ProviderMismatchException.class, () -> seen.resolve(folder));
        assertEquals(seen.resolve("a"), seen.resolve("b").resolveSibling("a"));
        assertEquals("a", seen.relativize(seen.resolve("a")).toString());
        assertEquals(files, seen.toRealPath().toAbsolutePath().getFileSystem());
    }

    @Test
    void aListingFailsAtTheFaultyStep() throws IOException {
        Files.writeString(folder.resolve("one"), "");
        Files.writeString(folder.resolve("two"), "");
        FaultFileSystem files = with(Fault.once(3, Errno.EIO));

        try (var entries = Files.newDirectoryStream(files.getPath(folder.toString()))) {
            var iterator = entries.iterator();
            assertTrue(iterator.hasNext());
            iterator.next();
            assertThrows(DirectoryIteratorException.class, iterator::hasNext);
        }
    }
}
