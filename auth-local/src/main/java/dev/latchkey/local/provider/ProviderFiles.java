package dev.latchkey.local.provider;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.OwnedFiles;
import dev.latchkey.file.PrivateFiles;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The configured providers, one file {@code NAME.json} each. */
public final class ProviderFiles {
    private static final String ENDING = ".json";
    private static final String ENDS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String INNER = ENDS + "._-";
    private static final int LONGEST = 63;
    /** Reserved file names on Windows, whatever follows after a dot. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    /** What happens to an existing provider of the same name. */
    public enum Existing {
        /** The existing one stays, and the new one is refused. */
        KEEP,
        /** The new one replaces it. */
        REPLACE
    }

    private final LatchkeyFolders folders;
    private final Path folder;
    private final Json json;

    /** @param folders the folders whose home contains the files; need not exist */
    public ProviderFiles(LatchkeyFolders folders, Json json) {
        this.folders = Objects.requireNonNull(folders, "folders");
        this.folder = folders.home().resolve("providers");
        this.json = Objects.requireNonNull(json, "json");
    }

    /** The names, sorted. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .filter(ProviderFiles::isValid)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw failure(Reason.UNREADABLE, folder, "The folder of the providers, " + folder + ", cannot be read.", e);
        }
    }

    /**
     * The provider with this name, if there is one.
     *
     * @throws StorageException if its file cannot be read or is not valid; the message names the file
     */
    public Optional<ProviderConfig> find(String name) {
        if (!isValid(name)) {
            return Optional.empty();
        }
        Path file = file(name);
        folders.check(folder); // If another person could write it, a secret could be sent anywhere.
        OwnedFiles.check(file);
        try {
            return Optional.of(ProviderJson.read(json.read(Secret.of(TextFile.read(file))), file.getFileSystem()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, file, "The provider's file " + file + " " + TextFile.problem(e) + ".", e);
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw broken(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** Describes the error in a provider's file. */
    public StorageException broken(String name, String why, Throwable cause) {
        Path file = file(name);
        return new StorageException(
                Reason.CORRUPT,
                file.toString(),
                "The provider's file " + file + " is broken: " + DisplayText.clean(why, 300) + ".",
                Remedy.of(Remedy.Action.REMOVE_PROVIDER, name),
                cause);
    }

    /** The path of the provider's file, whether or not it exists. */
    public Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    /**
     * Checks whether a provider with this name can be added.
     *
     * @throws ConfigurationException if the name is not valid, or is already in use
     * @throws StorageException if it cannot be determined whether it is in use
     */
    public void checkAddable(String name, Existing existing) {
        if (!isValid(name)) {
            throw new ConfigurationException(
                    "\"" + DisplayText.clean(name, 80) + "\" cannot be a provider's name. Take 1 to 63 of"
                            + " a-z, 0-9, dot, dash and underscore, beginning and ending with a letter or a digit.");
        }
        if (Presets.named(name).isPresent() || name.matches(AdHocProvider.FORMER_PATTERN)) {
            throw new ConfigurationException("The name \"" + name + "\" is taken. Choose another one.");
        }
        if (existing == Existing.KEEP && isThere(file(name))) {
            throw new ConfigurationException(
                    "The provider \"" + name + "\" already exists.",
                    Remedy.of(Remedy.Action.REPLACE_PROVIDER, name),
                    null);
        }
    }

    /** Whether a configured provider may have this name: it is a valid file and folder name on every system. */
    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            boolean end = i == 0 || i == name.length() - 1;
            if ((end ? ENDS : INNER).indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !isDevice(name);
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        boolean numbered = stem.length() == 4 && (stem.startsWith("com") || stem.startsWith("lpt"));
        return DEVICES.contains(stem) || numbered && Character.isDigit(stem.charAt(3));
    }

    private static boolean isThere(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failure(Reason.UNREADABLE, file, "The provider's file " + file + " cannot be looked at.", e);
        }
    }

    /**
     * Stores a provider.
     *
     * @throws ConfigurationException as {@link #checkAddable}
     */
    public void add(String name, ProviderConfig config, Existing existing) {
        folders.checkMaking(folder);
        checkAddable(name, existing);
        Path file = file(name);
        try {
            PrivateFiles.replace(file, json.write(ProviderJson.write(config)).reveal() + "\n");
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, file, "The provider's file " + file + " cannot be written.", e);
        }
    }

    /**
     * Removes a provider; its sessions stay.
     *
     * @return whether it existed
     */
    public boolean remove(String name) {
        if (!isValid(name)) {
            return false;
        }
        Path file = file(name);
        try {
            return PrivateFiles.delete(file);
        } catch (IOException e) {
            throw failure(Reason.NOT_WRITABLE, file, "The provider's file " + file + " cannot be removed.", e);
        }
    }

    private static StorageException failure(Reason reason, Path where, String message, Throwable cause) {
        return new StorageException(reason, where.toString(), message, cause);
    }
}
