package dev.latchkey.cli.wiring;

import java.util.Map;

/**
 * What surrounds the process.
 *
 * @param variables as from {@code System.getenv()}
 * @param userHome the property {@code user.home}
 * @param system the property {@code os.name}
 */
public record Environment(Map<String, String> variables, String userHome, String system) {
    public Environment {
        variables = Map.copyOf(variables);
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
