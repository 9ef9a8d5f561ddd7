package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link SessionListener}: it accepts every event, with and without a detail, from any thread. */
public abstract class SessionListenerContract {
    private static final int THREADS = 8;
    private static final int EVENTS_OF_EACH = 200;

    /** The listener to test, a new one for each test. */
    protected abstract SessionListener listener();

    /** How many of the warnings that it received {@link #listener()} has recorded or passed on. */
    protected abstract long warnings();

    @ParameterizedTest
    @EnumSource(SessionEvent.Kind.class)
    void everyKindIsAccepted(SessionEvent.Kind kind) {
        SessionListener listener = listener();

        assertDoesNotThrow(() -> listener.on(event(kind, "")));
        assertDoesNotThrow(() -> listener.on(event(kind, "something to say")));
    }

    @Test
    void concurrentEventsAreNotLost() throws Exception {
        SessionListener listener = listener();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> tellers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tellers.add(threads.submit(() -> tell(listener)));
            }
            for (Future<?> teller : tellers) {
                teller.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(THREADS * EVENTS_OF_EACH, warnings());
    }

    private static void tell(SessionListener listener) {
        for (int i = 0; i < EVENTS_OF_EACH; i++) {
            listener.on(event(SessionEvent.Kind.WARNING, "odd"));
        }
    }

    private static SessionEvent event(SessionEvent.Kind kind, String detail) {
        return new SessionEvent(
                kind,
                SessionId.ofDefaultAccount("provider"),
                Instant.EPOCH,
                Optional.of(DisplayText.of(detail)),
                SessionEvent.Measures.none());
    }
}
