package dev.latchkey.local.provider;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.OwnedFiles;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider to use if none is named: the member {@code default_provider} of the file {@code config.json}. Other members are preserved.
 */
public final class DefaultProvider {
    /** The environment variable that names the provider if no option does. It takes precedence over the file. */
    public static final String VARIABLE = "LATCHKEY_PROVIDER";

    private static final String KEY = "default_provider";

    private final Map<String, String> environment;
    private final LatchkeyFolders folders;
    private final Path file;
    private final Json json;

    /**
     * @param environment as from {@code System.getenv()}
     * @param folders the folders whose home contains the file; need not exist
     */
    public DefaultProvider(Map<String, String> environment, LatchkeyFolders folders, Json json) {
        this.environment = Map.copyOf(environment);
        this.folders = Objects.requireNonNull(folders, "folders");
        this.file = folders.home().resolve("config.json");
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Its name: the environment's, else the configured one, else the preset that needs no configuration.
     *
     * @throws StorageException if the file cannot be read
     */
    public String name() {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isEmpty() ? configured().orElse(Presets.byDefault().name()) : named;
    }

    /**
     * The configured one, if any.
     *
     * @throws StorageException if the file cannot be read
     */
    public Optional<String> configured() {
        Object name = read().get(KEY);
        if (name == null || name instanceof String text && !text.isBlank()) {
            return Optional.ofNullable((String) name);
        }
        throw failure(Reason.CORRUPT, "has a " + KEY + " that is not a name. Correct it, or remove it.", null);
    }

    /** Where the default is set, to show to a person. */
    String origin() {
        return environment.getOrDefault(VARIABLE, "").isEmpty() ? file.toString() : VARIABLE;
    }

    /**
     * Sets the default. A malformed file is replaced.
     *
     * @throws StorageException if it could not be stored
     */
    public void set(String name) {
        Map<String, Object> config = readable();
        config.put(KEY, name);
        write(config);
    }

    /**
     * Unsets the default if it is this provider.
     *
     * @return whether it was
     * @throws StorageException if that could not be stored
     */
    public boolean clear(String name) {
        Map<String, Object> config = readable();
        boolean was = name.equals(config.get(KEY));
        if (was) {
            config.remove(KEY);
            write(config);
        }
        return was;
    }

    private Map<String, Object> readable() {
        try {
            return read();
        } catch (StorageException e) {
            if (e.reason() == Reason.CORRUPT) {
                return new LinkedHashMap<>();
            }
            throw e;
        }
    }

    private Map<String, Object> read() {
        folders.check(folders.home());
        OwnedFiles.check(file); // If another person could write it, a login could be sent anywhere.
        try {
            return new LinkedHashMap<>(json.read(Secret.of(TextFile.read(file))));
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, TextFile.problem(e) + ".", e);
        } catch (JsonFormatException e) {
            throw failure(Reason.CORRUPT, "is not a JSON object. Correct it, or remove it.", e);
        }
    }

    private void write(Map<String, Object> config) {
        folders.checkMaking(folders.home());
        try {
            PrivateFiles.replace(file, json.write(config).reveal() + "\n");
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, "cannot be written.", e);
        }
    }

    private StorageException failure(Reason reason, String what, @Nullable Throwable cause) {
        return new StorageException(reason, file.toString(), "The configuration " + file + " " + what, cause);
    }
}
