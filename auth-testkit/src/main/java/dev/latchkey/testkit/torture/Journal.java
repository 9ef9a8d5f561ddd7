package dev.latchkey.testkit.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What all processes record, in order: each event is one line, appended to one file in one write. It contains no tokens. Safe for use by
 * several threads and processes.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long process = ProcessHandle.current().pid();
    private volatile String lastSaved = "none";

    Journal(Path file) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records what this thread does. */
    void note(JournalLine.Kind kind, String... details) {
        if (kind == JournalLine.Kind.SAVED) {
            lastSaved = details[0];
        }
        String line = new JournalLine(process, Thread.currentThread().getId(), kind, List.of(details)).toText();
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fingerprint of the refresh token that this process saved last. */
    String lastSaved() {
        return lastSaved;
    }

    /** All complete lines so far. */
    static List<JournalLine> read(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(JournalLine::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
