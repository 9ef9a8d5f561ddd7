package dev.latchkey.acceptance.presets;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server's responses according to its documentation, and what its preset makes of them: a file in {@code src/test/imitations}.
 *
 * @param name the name of the file
 */
record Script(String name, Map<String, Object> content) {
    private static final Path FOLDER = Path.of("src/test/imitations");
    private static final String CLIENT = "my-client";

    /** All scripts. */
    static List<Script> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
                    .sorted()
                    .map(Script::named)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script named(String name) {
        return moved(name, "", "");
    }

    /** The same script for another origin, with the shortest interval. */
    static Script moved(String name, String from, String to) {
        try {
            String text = Files.readString(FOLDER.resolve(name + ".json"));
            String moved = from.isEmpty() ? text : text.replace(from, to).replace("\"interval\": 5", "\"interval\": 1");
            return new Script(name, new MoshiJson().read(Secret.of(moved)));
        } catch (IOException | JsonFormatException e) {
            throw new AssertionError(name, e);
        }
    }

    String preset() {
        return String.valueOf(content.get("preset"));
    }

    boolean has(String key) {
        return content.containsKey(key);
    }

    /** A part of the script; empty if there is none with this name. */
    Map<String, Object> part(String key) {
        return object(content.get(key));
    }

    /** A response in a part of the script. */
    Map<String, Object> reply(String part, String reply) {
        return object(part(part).get(reply));
    }

    String text(String key, String otherwise) {
        return content.get(key) instanceof String text ? text : otherwise;
    }

    List<String> texts(String key) {
        return texts(content.get(key));
    }

    /** The provider request that a user of the preset would make. */
    ProviderRequest request(Path folder) {
        Map<String, Object> options = part("options");
        ProviderConfig config = ProviderConfig.builder(CLIENT)
                .issuer(options.get("issuer") instanceof String issuer ? issuer : null)
                .clientSecret(options.get("secret") instanceof String secret ? written(folder, secret) : null, null)
                .scopes(texts(options.get("scopes")))
                .audience(options.get("audience") instanceof String audience ? audience : null)
                .build();
        PresetChoice choice = PresetChoice.of(
                preset(),
                options.get("host") instanceof String host ? host : null,
                options.get("tenant") instanceof String tenant ? tenant : null);
        return ProviderRequest.described(config, choice);
    }

    private static Path written(Path folder, String secret) {
        try {
            return Files.writeString(folder.resolve("client-secret"), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // The JSON reader creates objects with string keys only.
    static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @Override
    public String toString() {
        return name;
    }
}
