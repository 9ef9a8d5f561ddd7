package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;

/**
 * HTTP with OkHttp, which is loaded for the first request. With {@code --verbose}, logs one line per exchange: method, URL without its
 * query, status, time; never a header or a body.
 */
record LazyTransport(Lazy<OkHttpTransport> okHttp, Options options, Terminal terminal, Environment environment)
        implements HttpTransport {
    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        if (!options.has("verbose")) {
            return okHttp.get().exchange(call);
        }
        long start = environment.time().monotonicNanos();
        try {
            HttpReply reply = okHttp.get().exchange(call);
            tell(call, "status " + reply.status(), start);
            return reply;
        } catch (TransportException e) {
            tell(call, "no reply, " + e.kind(), start);
            throw e;
        }
    }

    private void tell(HttpCall call, String outcome, long start) {
        long millis = (environment.time().monotonicNanos() - start) / 1_000_000;
        terminal.note("latchkey: " + call.method() + " " + Uris.shown(call.uri()) + ": " + outcome + " after " + millis
                + " ms");
    }
}
