package dev.latchkey.okhttp;

import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that is sent once; OkHttp repeats no request that has one. Its type is sent as the header it is given by. */
final class OneShotBody extends RequestBody {
    private final byte[] bytes;

    OneShotBody(Secret content) {
        bytes = content.reveal().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
