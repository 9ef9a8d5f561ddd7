package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordersTest {
    private static final DeviceCodePrompt CODE = DeviceCodePrompt.of(
            DisplayText.of("BCDF-GHJK"),
            DisplayText.of("https://auth.example/device"),
            Instant.ofEpochMilli(0),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5));

    @Test
    void aPromptRecordsEachStepAndRunsItsHooks() {
        List<Object> hooked = new ArrayList<>();
        RecordingPrompt prompt = new RecordingPrompt().onShow(hooked::add).onWait(hooked::add);
        assertThrows(IllegalStateException.class, prompt::lastShown);

        prompt.waitingForAnotherLogin();
        prompt.show(CODE);
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(5));
        prompt.approved();
        prompt.failed();

        assertEquals(
                List.of(
                        RecordingPrompt.Step.WAITING_FOR_ANOTHER_LOGIN,
                        RecordingPrompt.Step.SHOWN,
                        RecordingPrompt.Step.WAITING,
                        RecordingPrompt.Step.APPROVED,
                        RecordingPrompt.Step.FAILED),
                prompt.steps());
        assertSame(CODE, prompt.lastShown());
        assertEquals(List.of(CODE, prompt.waits().get(0)), hooked);
    }

    @Test
    void aListenerCountsByKind() {
        RecordingListener listener = new RecordingListener();
        SessionId session = SessionId.ofDefaultAccount("example");

        listener.on(SessionEvent.of(SessionEvent.Kind.LOGGED_IN, session, Instant.ofEpochMilli(1)));
        listener.on(SessionEvent.of(SessionEvent.Kind.RENEWED, session, Instant.ofEpochMilli(2)));
        listener.on(SessionEvent.of(SessionEvent.Kind.RENEWED, session, Instant.ofEpochMilli(3)));

        assertEquals(2, listener.count(SessionEvent.Kind.RENEWED));
        assertEquals(SessionEvent.Kind.LOGGED_IN, listener.kinds().get(0));
        listener.clear();
        assertEquals(List.of(), listener.events());
    }
}
