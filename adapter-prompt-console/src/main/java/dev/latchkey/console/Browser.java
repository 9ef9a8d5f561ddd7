package dev.latchkey.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens a page in the person's browser, if there is one. Never uses a shell. */
public final class Browser {
    private static final String CHOSEN = "BROWSER";

    private final Map<String, String> environment;
    private final String system;
    private final Path root;

    /**
     * @param environment the environment, as from {@code System.getenv()}
     * @param system the value of the property {@code os.name}
     */
    public Browser(Map<String, String> environment, String system) {
        this(environment, system, Path.of("/"));
    }

    /** @param root the root of the file system */
    Browser(Map<String, String> environment, String system, Path root) {
        this.environment = Map.copyOf(environment);
        this.system = system.toLowerCase(Locale.ROOT);
        this.root = root;
    }

    /** Whether a browser would open where the person is: not over SSH, in a container, in CI, or without a display. */
    public boolean isNearby() {
        if (isSet(CHOSEN) && !isSet("CI")) {
            // Editors set it in containers and over SSH to a program that opens pages on the person's machine.
            return true;
        }
        if (isSet("SSH_CONNECTION") || isSet("SSH_TTY") || isSet("CI") || isInContainer()) {
            return false;
        }
        return isWindows() || isMac() || isWsl() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    /**
     * Opens the page.
     *
     * @param page a URI that the core considers safe to open
     * @return whether a program accepted it; whether the page was actually displayed is unknown
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

    /** The program that opens pages. */
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
            // The browser runs on Windows. Do not use cmd.exe, which would interpret "&" in the URI.
            return List.of("rundll32.exe", "url.dll,FileProtocolHandler", page);
        }
        return List.of(isMac() ? "open" : "xdg-open", page);
    }

    /** Podman and systemd-nspawn set a variable, Docker creates a file, Kubernetes sets the address of its API. */
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
