package dev.latchkey.cli.demo;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;

/** Shows the code as usual, and approves it by itself. */
final class AutoPrompt implements UserPrompt {
    private final UserPrompt shown;
    private final Story story;
    private final String username;

    AutoPrompt(UserPrompt shown, Story story, String username) {
        this.shown = shown;
        this.story = story;
        this.username = username;
    }

    @Override
    public void show(DeviceCodePrompt prompt) {
        shown.show(prompt);
        story.say("(--auto: the program opens the page and approves the login as " + username + ".)");
        prompt.browserUri().ifPresent(page -> new PageVisitor().approve(page, username));
    }

    @Override
    public void waiting(Duration untilNextPoll, Duration left) {
        shown.waiting(untilNextPoll, left);
    }

    @Override
    public void warning(DisplayText what) {
        shown.warning(what);
    }

    @Override
    public void approved() {
        shown.approved();
    }

    @Override
    public void failed() {
        shown.failed();
    }
}
