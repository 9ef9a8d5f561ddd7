package dev.latchkey.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserTest {
    /** The tests must not depend on whether they run in a container. */
    private static final Path NOWHERE = Path.of("nowhere");

    @Test
    void onLinuxABrowserNeedsAScreen() {
        assertFalse(new Browser(Map.of(), "Linux", NOWHERE).isNearby());
        assertTrue(new Browser(Map.of("DISPLAY", ":0"), "Linux", NOWHERE).isNearby());
        assertTrue(new Browser(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux", NOWHERE).isNearby());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH_CONNECTION", "SSH_TTY", "CI"})
    void overSshAndInCiABrowserWouldOpenBeforeNobody(String variable) {
        Map<String, String> environment = new HashMap<>(Map.of("DISPLAY", ":0", variable, "1"));

        assertFalse(new Browser(environment, "Linux", NOWHERE).isNearby());
        assertFalse(new Browser(environment, "Mac OS X", NOWHERE).isNearby());
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "KUBERNETES_SERVICE_HOST"})
    void inAContainerABrowserWouldOpenBeforeNobody(String variable) {
        assertFalse(new Browser(Map.of("DISPLAY", ":0", variable, "x"), "Linux", NOWHERE).isNearby());
    }

    @Test
    void dockerSaysSoByAFile(@TempDir Path root) throws IOException {
        assertTrue(new Browser(Map.of("DISPLAY", ":0"), "Linux", root).isNearby());

        Files.createFile(root.resolve(".dockerenv"));

        assertFalse(new Browser(Map.of("DISPLAY", ":0"), "Linux", root).isNearby());
    }

    @Test
    void underWindowsSubsystemForLinuxTheBrowserIsTheOneOfWindows() {
        Browser browser = new Browser(Map.of("WSL_DISTRO_NAME", "Debian"), "Linux", NOWHERE);

        assertTrue(browser.isNearby());
        assertEquals(
                List.of("rundll32.exe", "url.dll,FileProtocolHandler", "https://as.example.com/"),
                browser.command("https://as.example.com/"));
    }

    @Test
    void aBrowserThatSomebodyChoseIsTakenEverywhereButInCi() {
        Map<String, String> chosen = Map.of("BROWSER", "/opt/opener", "SSH_CONNECTION", "x", "container", "x");
        Browser browser = new Browser(chosen, "Linux", NOWHERE);

        assertTrue(browser.isNearby());
        assertEquals(List.of("/opt/opener", "https://as.example.com/"), browser.command("https://as.example.com/"));
        assertFalse(new Browser(Map.of("BROWSER", "/opt/opener", "CI", "true"), "Linux", NOWHERE).isNearby());
    }

    @Test
    void thePageIsAnArgumentOfTheSystemsOpenerAndNoShellSeesIt() {
        String page = "https://as.example.com/device?a=b&c=$(d)";

        assertEquals(List.of("xdg-open", page), new Browser(Map.of(), "Linux", NOWHERE).command(page));
        assertEquals(List.of("open", page), new Browser(Map.of(), "Mac OS X", NOWHERE).command(page));
        assertEquals(
                List.of("rundll32", "url.dll,FileProtocolHandler", page),
                new Browser(Map.of(), "Windows 11", NOWHERE).command(page));
    }
}
