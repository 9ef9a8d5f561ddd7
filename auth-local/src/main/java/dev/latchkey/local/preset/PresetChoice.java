package dev.latchkey.local.preset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which preset somebody chose, and what they said of their server. Nothing is checked yet.
 *
 * @param name the preset's name
 * @param host the server's host, with its port if it has one of its own, or null for the preset's
 * @param tenant the tenant, realm or application there, or null for the preset's
 */
public record PresetChoice(
        String name, @Nullable String host, @Nullable String tenant) {
    public PresetChoice {
        Objects.requireNonNull(name, "name");
    }
}
