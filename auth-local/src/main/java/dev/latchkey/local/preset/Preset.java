package dev.latchkey.local.preset;

import dev.latchkey.file.SharedFolder;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.storage.StoreKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider that needs no configuration. Implementations are immutable. */
public interface Preset {
    /** The provider's name. */
    String name();

    /** The claims of an ID token that may contain the username; the first one present is used. */
    List<String> usernameClaims();

    /**
     * The provider, as configured by the environment.
     *
     * @param variables as from {@code System.getenv()}
     * @throws dev.latchkey.error.AuthEnvironmentException if a variable names an unknown environment of the provider
     */
    PresetProvider provider(Map<String, String> variables);

    /** The store for a new session if none was chosen; empty for the best one available. */
    Optional<StoreKind> usualStore();

    /** The other program that shares these sessions; empty if there is none. */
    Optional<SharedWith> sharedWith();

    /**
     * The folder of the sessions that are shared with another program; empty if none are.
     *
     * @throws dev.latchkey.error.StorageException if an environment variable that names it is not an absolute path
     */
    Optional<SharedFolder> folder(UserEnvironment user);

    /** Folders where earlier versions may have stored sealed sessions, without the present one. */
    List<SharedFolder> formerFolders(UserEnvironment user);

    /**
     * Another program that uses the same sessions. All logins without an account name share one session, so there is no current account.
     *
     * @param clients the programs that share the latest login, to show to a person, such as "Example's clients"
     * @param readsFilesOnly the program that cannot read sealed sessions, such as "Example's Python client"
     */
    record SharedWith(String clients, String readsFilesOnly) {}
}
