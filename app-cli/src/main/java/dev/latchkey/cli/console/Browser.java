package dev.latchkey.cli.console;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens a page in the person's browser, if there is one; never through a shell. */
public final class Browser {
    private final Map<String, String> environment;
    private final String system;

    /**
     * @param environment as from {@code System.getenv()}
     * @param system the value of the property {@code os.name}
     */
    public Browser(Map<String, String> environment, String system) {
        this.environment = Map.copyOf(environment);
        this.system = system.toLowerCase(Locale.ROOT);
    }

    /** Whether a browser that opens would open before the person: not over SSH, not in CI, not without a screen. */
    public boolean isNearby() {
        if (isSet("SSH_CONNECTION") || isSet("SSH_TTY") || isSet("CI")) {
            return false;
        }
        return isWindows() || isMac() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    /**
     * Opens the page.
     *
     * @param page what the core found safe to open
     * @return whether a program took it; whether a page came up cannot be told
     */
    public boolean open(URI page) {
        try {
            Process opener = new ProcessBuilder(command(page.toASCIIString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            opener.getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    List<String> command(String page) {
        if (isWindows()) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page);
        }
        return List.of(isMac() ? "open" : "xdg-open", page);
    }

    private boolean isWindows() {
        return system.startsWith("windows");
    }

    private boolean isMac() {
        return system.startsWith("mac");
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }
}
