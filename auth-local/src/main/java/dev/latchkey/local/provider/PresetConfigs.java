package dev.latchkey.local.provider;

import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.preset.ServerPreset;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.port.Json;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Combines a preset and the user's settings into a provider's configuration. Safe for use by several threads. */
public final class PresetConfigs {
    private static final String ORIGINS = "api_origins";

    private final ServerPresets presets;

    public PresetConfigs(Json json) {
        this.presets = new ServerPresets(json);
    }

    /**
     * The preset with this name.
     *
     * @throws ConfigurationException if there is none
     */
    public ServerPreset named(String name) {
        try {
            return presets.named(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The complete content of a provider file: the preset's keys, the user's keys in their place, and the API origins of both. It does not
     * refer to the preset, so a change in a later version does not affect where tokens are sent.
     *
     * @param given the client and the settings that take precedence over the preset's; may lack an issuer and endpoints
     * @throws ConfigurationException if there is no such preset, or its host or tenant is not valid or missing
     */
    public ProviderConfig config(PresetChoice choice, ProviderConfig given) {
        Map<String, Object> asGiven = ProviderJson.write(given);
        Object origins = asGiven.remove(ORIGINS);
        try {
            Map<String, Object> object = presets.named(choice.name()).filled(choice, asGiven.keySet());
            if (given.issuer().isPresent() && object.containsKey("token_endpoint")) {
                // One server's name with another's endpoints: the login would go to the preset's server.
                throw new IllegalArgumentException("The preset " + choice.name()
                        + " has endpoints of its own and takes no issuer. Leave one of the two out.");
            }
            object.putAll(asGiven);
            if (given.clientSecretFile().isEmpty()) {
                object.remove("client_auth"); // There is no secret to send.
            }
            if (origins != null) {
                object.put(ORIGINS, both(object.get(ORIGINS), given.apiOrigins()));
            }
            return ProviderJson.read(object, FileSystems.getDefault());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<?> both(@Nullable Object first, List<String> others) {
        Stream<?> firsts = first instanceof List<?> list ? list.stream() : Stream.empty();
        return Stream.concat(firsts, others.stream()).distinct().toList();
    }
}
