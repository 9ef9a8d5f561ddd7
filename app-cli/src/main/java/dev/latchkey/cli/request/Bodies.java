package dev.latchkey.cli.request;

import dev.latchkey.cli.failure.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Bodies of requests. */
final class Bodies {
    private Bodies() {}

    /**
     * The body of {@code -d}.
     *
     * @param type the media type; what a person set as a header goes first
     * @throws UsageException if it is a file that cannot be read
     */
    static RequestBody of(String data, @Nullable MediaType type, InputStream piped) {
        if (data.equals("@-")) {
            return new Piped(piped, type);
        }
        if (data.startsWith("@")) {
            return RequestBody.create(file(data.substring(1)).toFile(), type);
        }
        // As bytes: for a text OkHttp would add its charset to the media type.
        return RequestBody.create(data.getBytes(StandardCharsets.UTF_8), type);
    }

    private static Path file(String name) {
        try {
            Path file = Path.of(name);
            if (Files.isReadable(file) && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw unreadable(name);
        }
        throw unreadable(name);
    }

    private static UsageException unreadable(String name) {
        return new UsageException("The file of -d, " + name + ", cannot be read.");
    }

    /** What is piped in can be sent once. */
    private static final class Piped extends RequestBody {
        private final InputStream in;
        private final @Nullable MediaType type;

        Piped(InputStream in, @Nullable MediaType type) {
            this.in = in;
            this.type = type;
        }

        @Override
        public @Nullable MediaType contentType() {
            return type;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (Source source = Okio.source(in)) {
                sink.writeAll(source);
            }
        }
    }
}
