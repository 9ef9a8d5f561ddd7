package dev.latchkey.local.preset;

import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import java.util.List;
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
    public static Preset usual() {
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
}
