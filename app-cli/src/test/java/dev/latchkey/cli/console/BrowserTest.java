package dev.latchkey.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserTest {
    @Test
    void onLinuxABrowserNeedsAScreen() {
        assertFalse(new Browser(Map.of(), "Linux").isNearby());
        assertTrue(new Browser(Map.of("DISPLAY", ":0"), "Linux").isNearby());
        assertTrue(new Browser(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux").isNearby());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH_CONNECTION", "SSH_TTY", "CI"})
    void overSshAndInCiABrowserWouldOpenBeforeNobody(String variable) {
        Map<String, String> environment = new HashMap<>(Map.of("DISPLAY", ":0", variable, "1"));

        assertFalse(new Browser(environment, "Linux").isNearby());
        assertFalse(new Browser(environment, "Mac OS X").isNearby());
    }

    @Test
    void thePageIsAnArgumentOfTheSystemsOpenerAndNoShellSeesIt() {
        String page = "https://as.example.com/device?a=b&c=$(d)";

        assertEquals(List.of("xdg-open", page), new Browser(Map.of(), "Linux").command(page));
        assertEquals(List.of("open", page), new Browser(Map.of(), "Mac OS X").command(page));
        assertEquals(
                List.of("rundll32", "url.dll,FileProtocolHandler", page),
                new Browser(Map.of(), "Windows 11").command(page));
    }
}
