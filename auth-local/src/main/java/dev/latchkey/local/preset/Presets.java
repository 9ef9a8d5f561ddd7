package dev.latchkey.local.preset;

import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import java.util.List;
import java.util.Optional;

/** The providers that nobody has to set up. */
public final class Presets {
    private static final Preset BITFOUNT = new BitfountPreset();
    private static final List<Preset> ALL = List.of(BITFOUNT);

    private Presets() {}

    /** All of them. */
    public static List<Preset> all() {
        return ALL;
    }

    /** The one that is meant where nobody names a provider. */
    public static Preset usual() {
        return BITFOUNT;
    }

    /** The one of that name. */
    public static Optional<Preset> named(String name) {
        for (Preset preset : ALL) {
            if (preset.name().equals(name)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /**
     * The places of a user, with the presets' own.
     *
     * @throws dev.latchkey.error.StorageException if the environment names no home, or one that is no absolute path
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
}
