package dev.latchkey.testkit;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A prompt that records what it is given and can act for the person: a hook runs when the code is shown and may approve it at the server.
 * Safe for use by several threads.
 */
public final class RecordingPrompt implements UserPrompt {
    /** The steps of a login as a prompt sees them. */
    public enum Step {
        SHOWN,
        WAITING,
        WAITING_FOR_ANOTHER_LOGIN,
        APPROVED,
        FAILED
    }

    /**
     * One call of {@link UserPrompt#waiting}.
     *
     * @param untilNextPoll the time until the next poll
     * @param left the time until the code expires
     */
    public record Wait(Duration untilNextPoll, Duration left) {}

    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private final List<DeviceCodePrompt> shown = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private volatile Consumer<DeviceCodePrompt> onShow = prompt -> {};
    private volatile Consumer<Wait> onWait = wait -> {};

    /** Runs this hook on the login's thread whenever a code is shown. Returns this prompt. */
    public RecordingPrompt onShow(Consumer<DeviceCodePrompt> hook) {
        onShow = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /** Runs this hook on the login's thread before every wait. Returns this prompt. */
    public RecordingPrompt onWait(Consumer<Wait> hook) {
        onWait = Objects.requireNonNull(hook, "hook");
        return this;
    }

    @Override
    public void show(DeviceCodePrompt prompt) {
        shown.add(prompt);
        steps.add(Step.SHOWN);
        onShow.accept(prompt);
    }

    @Override
    public void waiting(Duration untilNextPoll, Duration left) {
        Wait wait = new Wait(untilNextPoll, left);
        waits.add(wait);
        steps.add(Step.WAITING);
        onWait.accept(wait);
    }

    /** Not recorded as a step, because warnings can come at any time. */
    @Override
    public void warning(DisplayText what) {
        warnings.add(what.value());
    }

    @Override
    public void waitingForAnotherLogin() {
        steps.add(Step.WAITING_FOR_ANOTHER_LOGIN);
    }

    @Override
    public void approved() {
        steps.add(Step.APPROVED);
    }

    @Override
    public void failed() {
        steps.add(Step.FAILED);
    }

    /** All steps so far, in order. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The codes shown so far, in order. */
    public List<DeviceCodePrompt> shown() {
        return List.copyOf(shown);
    }

    /**
     * The code that was shown last.
     *
     * @throws IllegalStateException if none was shown
     */
    public DeviceCodePrompt lastShown() {
        List<DeviceCodePrompt> all = shown();
        if (all.isEmpty()) {
            throw new IllegalStateException("no code was shown; steps so far: " + steps);
        }
        return all.get(all.size() - 1);
    }

    /** The warnings so far, in order. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The waits so far, in order. */
    public List<Wait> waits() {
        return List.copyOf(waits);
    }
}
