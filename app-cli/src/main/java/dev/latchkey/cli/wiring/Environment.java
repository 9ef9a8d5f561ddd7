package dev.latchkey.cli.wiring;

import dev.latchkey.keyring.GuardedKeyring;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the process.
 *
 * @param variables as from {@code System.getenv()}
 * @param userHome the property {@code user.home}
 * @param system the property {@code os.name}
 * @param keyring in place of the keyring of this system, or null for that one
 */
public record Environment(
        Map<String, String> variables,
        String userHome,
        String system,
        @Nullable GuardedKeyring keyring) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** With the keyring of this system. */
    public Environment(Map<String, String> variables, String userHome, String system) {
        this(variables, userHome, system, null);
    }

    /** This process's. */
    public static Environment ofThisProcess() {
        return new Environment(System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
    }

    /** Whether the variable is set to something. */
    public boolean isSet(String variable) {
        return !variables.getOrDefault(variable, "").isEmpty();
    }
}
