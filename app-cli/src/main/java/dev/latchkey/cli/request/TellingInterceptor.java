package dev.latchkey.cli.request;

import dev.latchkey.console.Terminal;
import dev.latchkey.oauth.Uris;
import dev.latchkey.port.TimeSource;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Tells of each exchange in one line: method, URL without its query, status, time; never a header or a body. */
final class TellingInterceptor implements Interceptor {
    private final Terminal terminal;
    private final TimeSource time;

    TellingInterceptor(Terminal terminal, TimeSource time) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        long start = time.monotonicNanos();
        Response response = chain.proceed(chain.request());
        long millis = (time.monotonicNanos() - start) / 1_000_000;
        terminal.note("latchkey: " + chain.request().method() + " "
                + Uris.shown(chain.request().url().uri()) + ": status " + response.code() + " after " + millis + " ms");
        return response;
    }
}
