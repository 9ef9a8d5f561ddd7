package dev.latchkey.acceptance.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.latchkey.testkit.FakeTimeSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void run() {
        ScriptedSession.run(new MicrometerListener(registry), new FakeTimeSource());
    }

    @Test
    void everyKindIsCountedAndTimedWhenItEnds() {
        assertEquals(
                2,
                registry.counter("latchkey.events", tags("LOGIN_BEGUN", "UNDER_WAY"))
                        .count());
        assertEquals(5, seconds("latchkey.duration", "RENEWED", "DONE"));
        assertEquals(3, seconds("latchkey.lock.wait", "RENEWED", "DONE"));
        assertEquals(12, seconds("latchkey.duration", "LOGGED_IN", "DONE"), "two locks of three seconds, and six");
        assertEquals(3, seconds("latchkey.duration", "LOGGED_OUT", "DONE"));
        assertNull(
                registry.find("latchkey.duration").tag("outcome", "UNDER_WAY").timer());
    }

    @Test
    void failuresAreCountedByKind() {
        assertEquals(1, failures("UNREACHABLE"));
        assertEquals(1, failures("DENIED"));
        assertEquals(2, registry.find("latchkey.failures").counters().size());
    }

    @Test
    void noTagHasMoreValuesThanKindsAndProviders() {
        Set<String> keys = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(tag -> tag.getKey())
                .collect(Collectors.toSet());

        assertEquals(Set.of("provider", "kind", "outcome", "failure"), keys);
    }

    private double failures(String failure) {
        return Objects.requireNonNull(registry.find("latchkey.failures")
                        .tag("failure", failure)
                        .counter())
                .count();
    }

    private double seconds(String timer, String kind, String outcome) {
        return Objects.requireNonNull(
                        registry.find(timer).tags(tags(kind, outcome)).timer())
                .totalTime(TimeUnit.SECONDS);
    }

    private static String[] tags(String kind, String outcome) {
        return new String[] {"provider", "work", "kind", kind, "outcome", outcome};
    }
}
