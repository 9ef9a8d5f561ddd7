package dev.latchkey.local.preset;

import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.storage.StoreKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider that nobody has to set up. Implementations are immutable. */
public interface Preset {
    /** What the provider is called. */
    String name();

    /** The claims of an ID token that name the user: the first that is there. */
    List<String> usernameClaims();

    /**
     * The provider, as the environment has it.
     *
     * @param variables as from {@code System.getenv()}
     * @throws dev.latchkey.error.AuthEnvironmentException if a variable names one of its environments that there is not
     */
    PresetProvider provider(Map<String, String> variables);

    /** Where a login keeps its session if nobody chose a store; empty for whatever is best here. */
    Optional<StoreKind> usualStore();

    /** The other program whose sessions these are, too, for a person; empty if there is none. */
    Optional<SharedWith> sharedWith();

    /**
     * Where the sessions are that are shared with another program; empty if they are not.
     *
     * @throws dev.latchkey.error.StorageException if a variable of the environment names no absolute path
     */
    Optional<SharedFolder> folder(UserEnvironment user);

    /** Where earlier versions may have kept sealed sessions; not where they are now. */
    List<SharedFolder> formerFolders(UserEnvironment user);

    /**
     * Another program that uses the same sessions. Those who log in without a name share one place, so there is no current account.
     *
     * @param clients those that share the latest login, such as "Example's clients"
     * @param readsFilesOnly the one that does not see sealed sessions, such as "Example's Python client"
     */
    record SharedWith(String clients, String readsFilesOnly) {}
}
