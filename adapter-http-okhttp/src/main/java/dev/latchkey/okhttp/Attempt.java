package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One exchange: run by a worker, given up by the caller. */
final class Attempt implements Callable<HttpReply> {
    private final SendGate gate = new SendGate();
    private final HttpCall call;
    private final Call okHttpCall;
    private final boolean usesProxy;
    private final Failures failures;

    Attempt(OkHttpClient client, HttpCall call) {
        this.call = call;
        okHttpCall = client.newBuilder()
                .socketFactory(new BoundedSocketFactory(call.replyLimit()))
                .build()
                .newCall(Requests.of(call, gate));
        okHttpCall.timeout().timeout(nanos(call.timeout()), TimeUnit.NANOSECONDS);
        usesProxy = ProxyAddress.shown(client.proxySelector(), call.uri()).isPresent();
        failures = new Failures(call.uri(), client.proxySelector());
    }

    @Override
    public HttpReply call() throws IOException {
        try (Response response = okHttpCall.execute()) {
            if (usesProxy && gate.status() == HttpURLConnection.HTTP_PROXY_AUTH) {
                throw ProxyFailures.notAuthenticated();
            }
            return Replies.read(response, gate.status(), call.replyLimit());
        } catch (ReplyTooLargeException e) {
            okHttpCall.cancel(); // Closing would first read on, for the connection's sake.
            throw e;
        }
    }

    /** What to throw when the caller was interrupted; ends the exchange. */
    TransportException cancelled() {
        return abandon(Kind.CANCELLED, failures.cancelled());
    }

    /** What to throw when the time is over; ends the exchange. */
    TransportException timedOut() {
        return abandon(Kind.TIMED_OUT, failures.timedOut());
    }

    private TransportException abandon(Kind kind, String message) {
        boolean sent = !gate.close();
        okHttpCall.cancel();
        return new TransportException(kind, message, sent, null);
    }

    /** What to throw for what the worker threw. */
    TransportException failed(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (okHttpCall.isCanceled() && !CauseChain.has(thrown, ReplyTooLargeException.class)) {
            return timedOut(); // Only its own clock cancels a call that is still waited for.
        }
        return failures.explain(thrown, gate.isPassed());
    }

    /** {@link Duration#toNanos()} fails past 292 years; that long is as good as for ever. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
