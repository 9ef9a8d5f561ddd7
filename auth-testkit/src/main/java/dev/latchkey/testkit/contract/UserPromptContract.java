package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link UserPrompt}: it shows what a person needs, and supports every course that a login can take. */
public abstract class UserPromptContract {
    private static final String USER_CODE = "WDJB-MJHT";
    private static final URI PAGE = URI.create("https://login.example.com/device");

    /** The prompt to test, a new one for each test. */
    protected abstract UserPrompt prompt();

    /** Everything that {@link #prompt()} has shown so far. */
    protected abstract String seen();

    @Test
    void showsTheCodeAndWhereToTypeIt() {
        prompt().show(prompt(Optional.of(PAGE), Optional.empty()));

        assertTrue(seen().contains(USER_CODE), this::seen);
        assertTrue(seen().contains(PAGE.toString()), this::seen);
    }

    @Test
    void showsTheCodeEvenIfTheUrlContainsIt() {
        URI complete = URI.create(PAGE + "?user_code=ANOTHER");
        prompt().show(prompt(Optional.of(complete), Optional.of(DisplayText.of(complete.toString()))));

        assertTrue(seen().contains(USER_CODE), this::seen);
    }

    @Test
    void showsAUrlThatMustNotBeOpenedInABrowser() {
        prompt().show(prompt(Optional.empty(), Optional.empty()));

        assertTrue(seen().contains(PAGE.toString()), this::seen);
    }

    @Test
    void showsAWarningOnOneLine() {
        UserPrompt prompt = prompt();
        prompt.show(prompt(Optional.of(PAGE), Optional.empty()));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.warning(DisplayText.of("the server answered with status 503"));

        assertTrue(seen().lines().anyMatch(line -> line.contains("the server answered with status 503")), this::seen);
    }

    @Test
    void supportsEveryCourseOfALogin() {
        UserPrompt prompt = prompt();
        prompt.failed();
        prompt.waitingForAnotherLogin();
        prompt.approved();
        prompt.show(prompt(Optional.of(PAGE), Optional.empty()));
        prompt.waiting(Duration.ofSeconds(5), Duration.ofMinutes(10));
        prompt.warning(DisplayText.of("no connection"));
        prompt.waiting(Duration.ZERO, Duration.ZERO);
        prompt.failed();

        assertFalse(seen().isEmpty());
    }

    private static DeviceCodePrompt prompt(Optional<URI> browserUri, Optional<DisplayText> complete) {
        return DeviceCodePrompt.of(
                        DisplayText.of(USER_CODE),
                        DisplayText.of(PAGE.toString()),
                        Instant.ofEpochMilli(1_900_000_000_000L),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5))
                .withBrowserUri(browserUri.orElse(null))
                .withVerificationUriComplete(complete.orElse(null));
    }
}
