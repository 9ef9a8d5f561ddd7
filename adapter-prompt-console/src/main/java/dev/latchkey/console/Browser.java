package dev.latchkey.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens a page in the person's browser, if there is one; never through a shell. */
public final class Browser {
    private static final String CHOSEN = "BROWSER";

    private final Map<String, String> environment;
    private final String system;
    private final Path root;

    /**
     * @param environment as from {@code System.getenv()}
     * @param system the value of the property {@code os.name}
     */
    public Browser(Map<String, String> environment, String system) {
        this(environment, system, Path.of("/"));
    }

    /** @param root where the file system begins */
    Browser(Map<String, String> environment, String system, Path root) {
        this.environment = Map.copyOf(environment);
        this.system = system.toLowerCase(Locale.ROOT);
        this.root = root;
    }

    /**
     * Whether a browser that opens would open before the person: not over SSH, not in a container, not in CI, not without a
     * screen.
     */
    public boolean isNearby() {
        if (isSet(CHOSEN) && !isSet("CI")) {
            return true; // Editors set it in containers and over SSH, to a program that opens a page on the person's
            // side.
        }
        if (isSet("SSH_CONNECTION") || isSet("SSH_TTY") || isSet("CI") || isInContainer()) {
            return false;
        }
        return isWindows() || isMac() || isWsl() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
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

    /** What would open a page. */
    public String program() {
        return command("").get(0);
    }

    List<String> command(String page) {
        if (isSet(CHOSEN)) {
            return List.of(environment.getOrDefault(CHOSEN, ""), page);
        }
        if (isWindows()) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page);
        }
        if (isWsl()) {
            // The browser is on the other side; no cmd.exe, which would read the page's "&" as its own.
            return List.of("rundll32.exe", "url.dll,FileProtocolHandler", page);
        }
        return List.of(isMac() ? "open" : "xdg-open", page);
    }

    /** Podman and systemd-nspawn say so in a variable, Docker by a file, Kubernetes by the address of its API. */
    private boolean isInContainer() {
        return isSet("container") || isSet("KUBERNETES_SERVICE_HOST") || Files.exists(root.resolve(".dockerenv"));
    }

    private boolean isWsl() {
        return isSet("WSL_DISTRO_NAME");
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
