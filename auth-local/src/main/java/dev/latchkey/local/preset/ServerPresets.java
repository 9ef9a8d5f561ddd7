package dev.latchkey.local.preset;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The presets, one file each next to this class. A preset is read when it is requested. */
public final class ServerPresets {
    /** The names of the presets, sorted. */
    public static final List<String> NAMES = List.of(
            "amazon",
            "auth0",
            "authentik",
            "cilogon",
            "egi",
            "entra",
            "fusionauth",
            "github",
            "gitlab",
            "google",
            "huggingface",
            "indigo",
            "keycloak",
            "okta",
            "oracle",
            "pingam",
            "salesforce",
            "spring",
            "trakt",
            "twitch",
            "zitadel");

    private final Json json;

    public ServerPresets(Json json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * The preset with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public ServerPreset named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("Unknown preset \"" + DisplayText.clean(name, 80) + "\". Presets: "
                    + String.join(", ", NAMES) + ".");
        }
        try (InputStream file = ServerPresets.class.getResourceAsStream(name + ".json")) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return new ServerPreset(name, json.read(Secret.of(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonFormatException e) {
            throw new IllegalStateException("the preset " + name + " is not a JSON object", e);
        }
    }
}
