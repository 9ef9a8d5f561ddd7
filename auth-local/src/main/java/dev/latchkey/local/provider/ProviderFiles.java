package dev.latchkey.local.provider;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.OwnedFiles;
import dev.latchkey.file.PrivateFiles;
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
import java.util.stream.Stream;

/** The configured providers, one file {@code NAME.json} each. */
public final class ProviderFiles {
    private static final String ENDING = ".json";

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
                    .filter(ProviderName::isValid)
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
        if (!ProviderName.isValid(name)) {
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
        ProviderName.check(name);
        if (existing == Existing.KEEP && isThere(file(name))) {
            throw new ConfigurationException(
                    "There is a provider \"" + name + "\" already.",
                    Remedy.of(Remedy.Action.REPLACE_PROVIDER, name),
                    null);
        }
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
        if (!ProviderName.isValid(name)) {
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
