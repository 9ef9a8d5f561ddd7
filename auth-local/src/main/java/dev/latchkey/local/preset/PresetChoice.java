package dev.latchkey.local.preset;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which preset somebody chose, and what they said of their server. Nothing is checked yet.
 *
 * @param name the preset's name
 * @param host the server's host, with its port if it has one of its own, if not the preset's
 * @param tenant the tenant, realm or application there, if not the preset's
 */
public record PresetChoice(String name, Optional<String> host, Optional<String> tenant) {
    public PresetChoice {
        Objects.requireNonNull(name, "name");
    }

    /** This preset; null for the preset's own host or tenant. */
    public static PresetChoice of(String name, @Nullable String host, @Nullable String tenant) {
        return new PresetChoice(name, Optional.ofNullable(host), Optional.ofNullable(tenant));
    }
}
