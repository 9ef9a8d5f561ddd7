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

/** One exchange, run by a worker thread. The caller may cancel it. */
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
            okHttpCall.cancel(); // Closing would first read the rest of the body, to keep the connection usable.
            throw e;
        }
    }

    /** Ends the exchange and returns the exception for an interrupted caller. */
    TransportException cancelled() {
        return abandon(Kind.CANCELLED, failures.cancelled());
    }

    /** Ends the exchange and returns the exception for a timeout. */
    TransportException timedOut() {
        return abandon(Kind.TIMED_OUT, failures.timedOut());
    }

    private TransportException abandon(Kind kind, String message) {
        boolean sent = !gate.close();
        okHttpCall.cancel();
        return new TransportException(kind, message, sent, null);
    }

    /** Returns the exception for what the worker threw. */
    TransportException failed(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (okHttpCall.isCanceled() && !CauseChain.has(thrown, ReplyTooLargeException.class)) {
            return timedOut(); // While the caller still waits, only the call's own timeout cancels it.
        }
        return failures.explain(thrown, gate.isPassed());
    }

    /** {@link Duration#toNanos()} overflows beyond 292 years, which is as good as forever. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
