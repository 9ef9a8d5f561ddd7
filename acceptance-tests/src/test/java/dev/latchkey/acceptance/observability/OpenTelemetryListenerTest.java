package dev.latchkey.acceptance.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.latchkey.testkit.FakeTimeSource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenTelemetryListenerTest {
    @Test
    void eachLoginRenewalAndLogoutIsASpan() {
        FakeTimeSource time = new FakeTimeSource();
        List<SpanData> spans = spans(time);

        assertEquals(
                List.of(
                        "latchkey login_denied",
                        "latchkey logged_in",
                        "latchkey renewal_failed",
                        "latchkey renewed",
                        "latchkey logged_out"),
                spans.stream().map(SpanData::getName).toList());
        SpanData renewed = spans.get(3);
        assertEquals(
                Duration.ofSeconds(5), Duration.ofNanos(renewed.getEndEpochNanos() - renewed.getStartEpochNanos()));
        assertEquals(
                time.now().minusSeconds(3).toEpochMilli(),
                TimeUnit.NANOSECONDS.toMillis(renewed.getEndEpochNanos()),
                "the logout waits for three seconds after it");
        assertEquals(3_000L, renewed.getAttributes().get(AttributeKey.longKey("latchkey.lock.wait_ms")));
        assertEquals(2L, renewed.getAttributes().get(AttributeKey.longKey("latchkey.attempt")));
        assertEquals(
                time.now().minusSeconds(3).plus(Duration.ofHours(1)).toString(),
                renewed.getAttributes().get(AttributeKey.stringKey("latchkey.expires_at")));
        assertNull(renewed.getAttributes().get(AttributeKey.stringKey("error.type")));
    }

    @Test
    void aFailureIsAnErrorOfItsKind() {
        SpanData failed = spans(new FakeTimeSource()).get(2);

        assertEquals("UNREACHABLE", failed.getAttributes().get(AttributeKey.stringKey("error.type")));
        assertEquals(StatusCode.ERROR, failed.getStatus().getStatusCode());
        assertEquals(
                "The session could not be renewed: the server answered with status 503. The session is kept; try again"
                        + " later.",
                failed.getStatus().getDescription());
    }

    private static List<SpanData> spans(FakeTimeSource time) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            ScriptedSession.run(new OpenTelemetryListener(provider.get("example")), time);
            return List.copyOf(exporter.getFinishedSpanItems());
        }
    }
}
