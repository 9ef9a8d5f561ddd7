package dev.latchkey.cli.text;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Tells a program of the code, which then shows it itself. */
public final class JsonPrompt implements UserPrompt {
    private final JsonLines lines;

    public JsonPrompt(JsonLines lines) {
        this.lines = Objects.requireNonNull(lines, "lines");
    }

    @Override
    public void show(DeviceCodePrompt prompt) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "code");
        event.put("user_code", prompt.userCode().value());
        event.put("verification_uri", prompt.verificationUri().value());
        // With null where the server offers none, so that every event of a kind has the same keys.
        event.put(
                "verification_uri_complete",
                prompt.verificationUriComplete().map(DisplayText::value).orElse(null));
        event.put("expires_at", prompt.expiresAtMillis() / 1000);
        event.put("interval", prompt.interval().toSeconds());
        lines.print(event);
    }

    @Override
    public void warning(DisplayText what) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "warning");
        event.put("message", what.value());
        lines.print(event);
    }
}
