package dev.latchkey.file;

import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Records which process prepared a save. It is the first line of the file that reserves the space:
 * {@code latchkey-save 1 pid=4711 started=1700000000000 at=2026-01-01T00:00:00Z boot=...}. {@code started} is when that process began, in
 * milliseconds since 1970, which distinguishes it from a later process with the same number. {@code boot} identifies the boot of the
 * machine, where the system has such an id, and so also distinguishes machines. The rest of the file is zeros. Once a commit has been
 * tried, the file contains the document instead.
 */
final class SaveNote {
    private static final String MAGIC = "latchkey-save 1 ";
    private static final int LONGEST = 512;

    /** The system derives a process's start from the clock, which may have been set since. */
    private static final Duration LEEWAY = Duration.ofSeconds(2);

    private SaveNote() {}

    /** The line for this process. */
    static byte[] line() {
        ProcessHandle self = ProcessHandle.current();
        String line = MAGIC + "pid=" + self.pid()
                + self.info()
                        .startInstant()
                        .map(start -> " started=" + start.toEpochMilli())
                        .orElse("")
                + " at=" + Instant.now()
                + boot().map(boot -> " boot=" + boot).orElse("") + "\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the note in the file next to a document; unknown if it is not such a file or has other content. */
    static Optional<UnfinishedSave> read(Path beside) throws IOException {
        Entry entry = Entry.at(beside);
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(entry.isFile() ? parse(entry, beginning(beside)) : UnfinishedSave.unknown());
    }

    /** During a commit, and between attempts, the document replaces the note. */
    private static UnfinishedSave byItsDate(Entry entry) {
        return new UnfinishedSave(
                UnfinishedSave.unknown().by(), entry.modified().toInstant(), ProcessState.UNKNOWN);
    }

    private static String beginning(Path beside) {
        try {
            return Uninterrupted.call(() -> {
                try (FileChannel channel =
                        FileChannel.open(beside, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
                    channel.read(bytes);
                    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
                }
            });
        } catch (IOException e) {
            return ""; // A save exists, but the process that prepared it is unknown.
        }
    }

    private static UnfinishedSave parse(Entry entry, String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith(MAGIC)) {
            return byItsDate(entry);
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(MAGIC.length(), end).split(" ", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        try {
            long pid = Long.parseLong(Objects.requireNonNullElse(fields.get("pid"), ""));
            Instant since = Instant.parse(Objects.requireNonNullElse(fields.get("at"), ""));
            return new UnfinishedSave("process " + pid, since, process(pid, fields));
        } catch (NumberFormatException | DateTimeException e) {
            return byItsDate(entry);
        }
    }

    private static ProcessState process(long pid, Map<String, String> fields) {
        String started = fields.get("started");
        boolean here = Objects.equals(fields.get("boot"), boot().orElse(null));
        if (!here || started == null) {
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

    /** Linux has an id for each boot of the machine. */
    private static Optional<String> boot() {
        Path file = FileSystems.getDefault().getPath("/proc", "sys", "kernel", "random", "boot_id");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
            channel.read(bytes);
            return Optional.of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip())
                    .filter(boot -> !boot.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
