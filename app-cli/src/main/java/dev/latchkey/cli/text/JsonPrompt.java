package dev.latchkey.cli.text;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;

/**
 * Reports the code to a program, which displays it.
 *
 * @param results receives the events
 */
public record JsonPrompt(Results results) implements UserPrompt {
    @Override
    public void show(DeviceCodePrompt prompt) {
        results.print(Report.object(
                "event", "code",
                "user_code", prompt.userCode().value(),
                "verification_uri", prompt.verificationUri().value(),
                // Null if the server offers none, so that all events of a kind have the same keys.
                "verification_uri_complete",
                        prompt.verificationUriComplete().map(DisplayText::value).orElse(null),
                "expires_at", prompt.expiresAt().getEpochSecond(),
                "interval", prompt.interval().toSeconds()));
    }

    @Override
    public void warning(DisplayText what) {
        results.print(Report.object("event", "warning", "message", what.value()));
    }
}
