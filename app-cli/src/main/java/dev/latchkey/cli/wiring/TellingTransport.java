package dev.latchkey.cli.wiring;

import dev.latchkey.console.Terminal;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.Uris;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.TimeSource;

/** Tells of each exchange in one line: method, URL without its query, status, time; never a header or a body. */
final class TellingTransport implements HttpTransport {
    private final HttpTransport next;
    private final Terminal terminal;
    private final TimeSource time;

    TellingTransport(HttpTransport next, Terminal terminal, TimeSource time) {
        this.next = next;
        this.terminal = terminal;
        this.time = time;
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        long start = time.monotonicNanos();
        try {
            HttpReply reply = next.exchange(call);
            tell(call, "status " + reply.status(), start);
            return reply;
        } catch (TransportException e) {
            tell(call, "no reply, " + e.kind(), start);
            throw e;
        }
    }

    private void tell(HttpCall call, String outcome, long start) {
        long millis = (time.monotonicNanos() - start) / 1_000_000;
        terminal.note("latchkey: " + call.method() + " " + Uris.shown(call.uri()) + ": " + outcome + " after " + millis
                + " ms");
    }
}
