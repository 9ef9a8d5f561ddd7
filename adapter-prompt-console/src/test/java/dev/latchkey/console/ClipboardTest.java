package dev.latchkey.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.console.Clipboard.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @Test
    void overSshTheTerminalIsAskedToCopyIt() {
        for (String system : List.of("Linux", "Mac OS X")) {
            Screen screen = new Screen();
            Map<String, String> remote = Map.of("SSH_TTY", "/dev/pts/1", "TERM", "xterm");

            assertEquals(Outcome.ASKED, new Clipboard(remote, system).copy("ABCD-EFGH", screen.terminal()));

            assertEquals("\u001b]52;c;QUJDRC1FRkdI\u0007", screen.text());
        }
    }

    @Test
    void aTerminalThatTakesNoEscapesIsNotAsked() {
        Screen screen = new Screen();

        for (String kind : List.of("", "dumb")) {
            assertEquals(
                    Outcome.NOT_COPIED,
                    new Clipboard(Map.of("SSH_TTY", "/dev/pts/1", "TERM", kind), "Linux")
                            .copy("ABCD-EFGH", screen.terminal()));
        }

        assertEquals("", screen.text());
    }
}
