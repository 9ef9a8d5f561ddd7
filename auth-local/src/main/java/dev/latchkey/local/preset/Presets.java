package dev.latchkey.local.preset;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.storage.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers that need no configuration. */
public final class Presets {
    private static final Preset BITFOUNT = new BitfountPreset();
    private static final List<Preset> ALL = List.of(BITFOUNT);

    private Presets() {}

    /** All presets. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The provider to use if none is named. */
    public static Preset byDefault() {
        return BITFOUNT;
    }

    /** The preset with this name. */
    public static Optional<Preset> named(String name) {
        for (Preset preset : ALL) {
            if (preset.name().equals(name)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /**
     * A user's folders, including those of the presets.
     *
     * @throws dev.latchkey.error.StorageException if the environment names no home folder, or one whose path is not absolute
     */
    public static LatchkeyFolders folders(UserEnvironment user) {
        LatchkeyFolders folders = LatchkeyFolders.of(user);
        for (Preset preset : ALL) {
            Optional<SharedFolder> shared = preset.folder(user);
            if (shared.isPresent()) {
                folders = folders.with(shared.get());
            }
        }
        return folders;
    }

    /** Bitfount, whose sessions are shared with its Python client. */
    static final class BitfountPreset implements Preset {
        private static final String DOCUMENT = ".token";
        /** The Python client's variables: the folder of its sessions, and the folder that contains {@code .bitfount}. */
        private static final String STORAGE = "BITFOUNT_STORAGE_PATH";

        private static final String HOME = "BITFOUNT_HOME";

        @Override
        public String name() {
            return BitfountEnvironment.PROVIDER;
        }

        @Override
        public List<String> usernameClaims() {
            return BitfountEnvironment.PRODUCTION.provider().usernameClaims();
        }

        @Override
        public PresetProvider provider(Map<String, String> variables) {
            BitfountEnvironment environment = BitfountEnvironment.fromEnvironment(variables);
            ApiKeyPlaces keys = new ApiKeyPlaces(
                    "BITFOUNT_API_KEY_ID",
                    "BITFOUNT_API_KEY",
                    environment.apiKeyOrigins(),
                    "Bitfount's hub and access manager");
            return new PresetProvider(environment.provider(), environment.label(), Optional.of(keys));
        }

        @Override
        public Optional<StoreKind> usualStore() {
            return Optional.of(StoreKind.FILE);
        }

        @Override
        public Optional<SharedWith> sharedWith() {
            return Optional.of(new SharedWith("Bitfount's clients", "Bitfount's Python client"));
        }

        @Override
        public Optional<SharedFolder> folder(UserEnvironment user) {
            Optional<Path> latchkeyHome = user.folder(LatchkeyFolders.VARIABLE);
            return Optional.of(shared(latchkeyHome.isPresent() ? ownRoot(latchkeyHome.get()) : clientsRoot(user)));
        }

        /** Version 0.1.0 sealed these sessions below its own home if LATCHKEY_HOME named one, else in the Python client's folder. */
        @Override
        public List<SharedFolder> formerFolders(UserEnvironment user) {
            Optional<Path> latchkeyHome = user.folder(LatchkeyFolders.VARIABLE);
            Path own = ownRoot(
                    latchkeyHome.orElseGet(() -> LatchkeyFolders.of(user).home()));
            Optional<Path> clients = clientsRootIfAny(user);
            if (clients.isEmpty() || clients.get().equals(own)) {
                return List.of();
            }
            return List.of(shared(latchkeyHome.isPresent() ? clients.get() : own));
        }

        /** Without a home folder there is nothing below it: a container may set {@code LATCHKEY_HOME} alone. */
        private static Optional<Path> clientsRootIfAny(UserEnvironment user) {
            boolean isNamed =
                    user.variable(STORAGE).isPresent() || user.variable(HOME).isPresent() || user.namesHome();
            return isNamed ? Optional.of(clientsRoot(user)) : Optional.empty();
        }

        private static Path ownRoot(Path latchkeyHome) {
            return latchkeyHome.resolve("bitfount");
        }

        /** In the Python client's order. */
        private static Path clientsRoot(UserEnvironment user) {
            Optional<Path> storage = user.folder(STORAGE);
            if (storage.isPresent()) {
                return storage.get();
            }
            return user.folder(HOME).orElseGet(user::home).resolve(".bitfount");
        }

        private SharedFolder shared(Path root) {
            return new SharedFolder(name(), root, DOCUMENT);
        }
    }
}
