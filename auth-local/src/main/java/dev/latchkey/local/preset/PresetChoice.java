package dev.latchkey.local.preset;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chosen preset and its variables, not validated yet.
 *
 * @param name the preset's name
 * @param host the server's host, with its port if that is not the default, unless it is the preset's
 * @param tenant the tenant, realm or application, unless it is the preset's
 */
public record PresetChoice(String name, Optional<String> host, Optional<String> tenant) {
    public PresetChoice {
        Objects.requireNonNull(name, "name");
    }

    /** Creates a choice; null for the preset's own host or tenant. */
    public static PresetChoice of(String name, @Nullable String host, @Nullable String tenant) {
        return new PresetChoice(name, Optional.ofNullable(host), Optional.ofNullable(tenant));
    }
}
