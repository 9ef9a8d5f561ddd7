package dev.latchkey.acceptance.observability;

import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Measures;
import dev.latchkey.model.SessionEvent.Outcome;
import dev.latchkey.port.SessionListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counts and times the events of sessions. No tag is an account, because the number of accounts is unlimited. */
final class MicrometerListener implements SessionListener {
    private final MeterRegistry registry;

    MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(SessionEvent event) {
        Measures measures = event.measures();
        Outcome outcome = event.kind().outcome();
        Tags tags = Tags.of(
                "provider", event.session().provider(), "kind", event.kind().name(), "outcome", outcome.name());
        registry.counter("latchkey.events", tags).increment();
        if (outcome == Outcome.UNDER_WAY) {
            return; // A later event reports the outcome.
        }
        registry.timer("latchkey.duration", tags).record(measures.duration());
        registry.timer("latchkey.lock.wait", tags).record(measures.lockWait());
        measures.failure()
                .ifPresent(failure -> registry.counter("latchkey.failures", tags.and("failure", failure))
                        .increment());
    }
}
