package dev.latchkey.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipboardTest {
    @ParameterizedTest
    @CsvSource({
        "Windows 11, DISPLAY, clip",
        "Mac OS X, DISPLAY, pbcopy",
        "Linux, WSL_DISTRO_NAME, clip.exe",
        "Linux, WAYLAND_DISPLAY, wl-copy",
        "Linux, DISPLAY, xclip"
    })
    void theSystemsOwnProgramTakesIt(String system, String variable, String program) {
        List<List<String>> commands = new Clipboard(Map.of(variable, "x"), system).commands();

        assertEquals(program, commands.get(0).get(0));
    }
}
