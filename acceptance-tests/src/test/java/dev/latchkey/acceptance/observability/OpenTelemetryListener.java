package dev.latchkey.acceptance.observability;

import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Measures;
import dev.latchkey.model.SessionEvent.Outcome;
import dev.latchkey.port.SessionListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Locale;

/** Creates a span for each completed login, renewal and logout. */
final class OpenTelemetryListener implements SessionListener {
    private final Tracer tracer;

    OpenTelemetryListener(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void on(SessionEvent event) {
        if (event.kind().outcome() == Outcome.UNDER_WAY) {
            return; // A later event reports the outcome.
        }
        Measures measures = event.measures();
        Span span = tracer.spanBuilder("latchkey " + event.kind().name().toLowerCase(Locale.ROOT))
                .setStartTimestamp(event.at().minus(measures.duration()))
                .setAttribute("latchkey.session", event.session().toString())
                .setAttribute("latchkey.lock.wait_ms", measures.lockWait().toMillis())
                .setAttribute("latchkey.attempt", measures.attempt())
                .startSpan();
        measures.expiresAt().ifPresent(expiry -> span.setAttribute("latchkey.expires_at", expiry.toString()));
        measures.failure().ifPresent(failure -> {
            span.setAttribute("error.type", failure);
            span.setStatus(
                    StatusCode.ERROR, event.detail().map(Object::toString).orElse(""));
        });
        span.end(event.at());
    }
}
