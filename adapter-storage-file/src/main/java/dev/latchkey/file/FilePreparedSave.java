package dev.latchkey.file;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.StorageFailure.ForeignDocumentException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A save that reserved its space in a file next to the document. The first line of that file is a note of which process prepared the save:
 * {@code latchkey-save 1 pid=4711 started=1700000000000 at=2026-01-01T00:00:00Z boot=...}. {@code started} is when that process began, in
 * milliseconds since 1970, which distinguishes it from a later process with the same number. {@code boot} identifies the boot of the
 * machine, where the system has such an id, and so also distinguishes machines. The rest of the file is zeros. Once a commit has been
 * tried, the file contains the document instead.
 */
final class FilePreparedSave implements PreparedSave {
    private static final long LEAST_ROOM = 64 << 10;
    private final FileLayout.Paths paths;
    private final DurableFile beside;
    private final Replaced replaced;
    /** What the last attempt wrote: it may have replaced the document although the system reported a failure. */
    private @Nullable ByteBuffer tried;

    private boolean open = true;

    private FilePreparedSave(FileLayout.Paths paths, DurableFile beside, Replaced replaced) {
        this.paths = paths;
        this.beside = beside;
        this.replaced = replaced;
    }

    /** Prepares a save. */
    static FilePreparedSave reserve(FileLayout.Paths paths) throws IOException {
        paths.folder().make();
        FilePreparedSave save = new FilePreparedSave(paths, new DurableFile(paths.besidePath()), Replaced.now(paths));
        FileIo.run(save.new Reservation());
        return save;
    }

    /** Not a lambda, because JDK 25 generates code for some at run time, in each process that renews. */
    private final class Reservation implements FileIo.Action {
        @Override
        public void run() throws IOException {
            beside.reserve(Note.ofThisProcess(), room());
        }
    }

    /** The save that was prepared in this file next to a document and is not finished, if there is one. */
    static Optional<UnfinishedSave> unfinished(Path beside) throws IOException {
        return Note.read(beside);
    }

    /** Twice the size of the present document, because a session may grow, but limited in case that document is huge. */
    private long room() throws IOException {
        // A rename could not, or should not, replace anything but a file.
        Entry present = FileIo.refuseWhatIsNoFile(paths.documentPath());
        if (present == null) {
            return LEAST_ROOM;
        }
        paths.ours().refuseForeign(present);
        return Math.max(LEAST_ROOM, 2 * Math.min(present.size(), FileIo.LONGEST));
    }

    @Override
    public void commit(Secret document) {
        if (!open) {
            throw new IllegalStateException("This save was committed or closed already");
        }
        byte[] content = document.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            if (content.length > FileIo.LONGEST) {
                throw new ForeignDocumentException(paths.documentPath(), "the session is longer than 16 MiB");
            }
            paths.folder().existing();
            FileIo.run(new Attempt(content));
        } catch (IOException e) {
            throw StorageFailure.writing(paths.location(), "could not be saved", e);
        }
        open = false;
    }

    /** Not a lambda, for the reason above. */
    private final class Attempt implements FileIo.Action {
        private final byte[] content;

        Attempt(byte[] content) {
            this.content = content;
        }

        @Override
        public void run() throws IOException {
            Entry written = beside.write(content);
            refuseIfStale();
            tried = ByteBuffer.wrap(content);
            beside.replace(paths.documentPath(), written);
        }
    }

    /** Checked last. A change that another program makes after this goes unnoticed, but nothing is lost before it. */
    private void refuseIfStale() throws IOException {
        Replaced now = Replaced.now(paths);
        boolean isSame =
                Objects.equals(now.document(), replaced.document()) || tried != null && tried.equals(now.document());
        if (!isSame || !Objects.equals(now.ending(), replaced.ending())) {
            String where = StorageFailure.shown(paths.location());
            String problem = "The session at " + where + " was left as it is: another program changed it meanwhile.";
            throw new StorageException(Reason.STALE, where, problem, null);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            beside.discard();
        }
    }

    /**
     * What a save replaces. Programs that do not lock, such as Bitfount's Python client, may change the files after the save was prepared,
     * so their state at that time is compared with the state now.
     *
     * @param document the document's bytes, or its attributes if it cannot be read; null if there is none
     * @param ending the same for the mark of a logout that has begun
     */
    private record Replaced(
            @Nullable Object document, @Nullable Object ending) {
        /** The current state. */
        static Replaced now(FileLayout.Paths paths) throws IOException {
            return new Replaced(look(paths.documentPath()), look(paths.endingPath()));
        }

        private static @Nullable Object look(Path file) throws IOException {
            Entry entry = Entry.at(file);
            try {
                return entry != null && entry.isFile() ? FileIo.bytes(file) : entry;
            } catch (AccessDeniedException | ForeignDocumentException e) {
                return entry;
            }
        }
    }

    /** The first line of the reserved file. */
    private static final class Note {
        private static final String MAGIC = "latchkey-save 1";
        private static final int LONGEST_NOTE = 512;

        /** The system derives a process's start from the clock, which may have been set since. */
        private static final Duration LEEWAY = Duration.ofSeconds(2);

        private Note() {}

        /** The note of this process, as bytes. */
        static byte[] ofThisProcess() {
            ProcessHandle self = ProcessHandle.current();
            String boot = boot();
            String line = MAGIC + " pid=" + self.pid()
                    + self.info()
                            .startInstant()
                            .map(start -> " started=" + start.toEpochMilli())
                            .orElse("")
                    + " at=" + Instant.now() + (boot.isEmpty() ? "" : " boot=" + boot) + "\n";
            return line.getBytes(StandardCharsets.US_ASCII);
        }

        /**
         * Reads the note in the file next to a document. Who prepared the save is unknown if it is not such a file or has other content; during a
         * commit, and between attempts, the document replaces the note.
         */
        static Optional<UnfinishedSave> read(Path beside) throws IOException {
            Entry entry = Entry.at(beside);
            if (entry == null) {
                return Optional.empty();
            }
            if (!entry.isFile()) {
                return Optional.of(UnfinishedSave.unknown());
            }
            String text = beginning(beside);
            int end = text.indexOf('\n');
            try {
                if (end >= 0 && text.startsWith(MAGIC + " ")) {
                    String note = text.substring(0, end);
                    long pid = Long.parseLong(field(note, "pid"));
                    Instant since = Instant.parse(field(note, "at"));
                    return Optional.of(new UnfinishedSave("process " + pid, since, process(pid, note)));
                }
            } catch (NumberFormatException | DateTimeException e) {
                // As without a note.
            }
            return Optional.of(new UnfinishedSave(
                    UnfinishedSave.unknown().by(), entry.modified().toInstant(), ProcessState.UNKNOWN));
        }

        /** A field of the note; empty if it has none of this name. */
        private static String field(String note, String name) {
            for (String field : note.split(" ", -1)) {
                if (field.startsWith(name + "=")) {
                    return field.substring(name.length() + 1);
                }
            }
            return "";
        }

        private static ProcessState process(long pid, String note) {
            String started = field(note, "started");
            if (!field(note, "boot").equals(boot()) || started.isEmpty()) {
                return ProcessState.UNKNOWN;
            }
            boolean running = ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().startInstant())
                    .filter(start -> Duration.between(Instant.ofEpochMilli(Long.parseLong(started)), start)
                                    .abs()
                                    .compareTo(LEEWAY)
                            <= 0)
                    .isPresent();
            return running ? ProcessState.RUNNING : ProcessState.GONE;
        }

        /** Linux has an id for each boot of the machine; empty elsewhere. */
        private static String boot() {
            return beginning(FileSystems.getDefault().getPath("/proc", "sys", "kernel", "random", "boot_id"))
                    .strip();
        }

        /** The beginning of a file; empty if it cannot be read. */
        private static String beginning(Path file) {
            try {
                return FileIo.call(new Beginning(file));
            } catch (IOException e) {
                return "";
            }
        }

        /** Not a lambda, for the reason above. */
        private record Beginning(Path file) implements FileIo.Operation<String> {
            @Override
            public String run() throws IOException {
                try (FileChannel channel =
                        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
                    channel.read(bytes);
                    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
                }
            }
        }
    }
}
