package dev.latchkey.okhttp;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Guards the first byte of a request. A caller that gives up closes the gate and learns whether the request may have been sent; if not, it
 * never will be. A request passes only once, so nothing below can repeat it.
 */
final class SendGate {
    private enum State {
        OPEN,
        PASSED,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile int status;

    /** Whether the request may be sent now. */
    boolean pass() {
        return state.compareAndSet(State.OPEN, State.PASSED);
    }

    /** Blocks the request from now on; returns false if it had already passed. */
    boolean close() {
        return state.compareAndSet(State.OPEN, State.CLOSED) || state.get() == State.CLOSED;
    }

    /** Whether bytes of the request may have been sent. */
    boolean isPassed() {
        return state.get() == State.PASSED;
    }

    void answered(int code) {
        status = code;
    }

    /** The status of the server's response; 0 until there is one. */
    int status() {
        return status;
    }

    /**
     * The last interceptor before the request is sent. OkHttp acts on some statuses, and then repeats the request or fails: it repeats a 503
     * with {@code Retry-After: 0} whatever is configured, crashes if the value does not fit an {@code int}, and fails for a 407 without a
     * proxy. Here every status is a valid answer, so these are hidden from OkHttp; the original status is kept in the {@link SendGate}.
     */
    static final class OneExchangeInterceptor implements Interceptor {
        private static final Set<Integer> ACTED_UPON = Set.of(407, 408, 421, 503);
        private static final int HARMLESS = 200;

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            SendGate gate = request.tag(SendGate.class);
            if (gate == null || !gate.pass()) {
                throw new IOException("Canceled");
            }
            Response response = chain.proceed(request);
            gate.answered(response.code());
            return ACTED_UPON.contains(response.code())
                    ? response.newBuilder().code(HARMLESS).build()
                    : response;
        }
    }
}
