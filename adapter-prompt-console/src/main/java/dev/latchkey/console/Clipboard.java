package dev.latchkey.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Copies text to the person's clipboard with the system's own programs. The text is piped to them, not passed as an argument. */
public final class Clipboard {
    private static final int MOST_SECONDS = 2;

    private final Map<String, String> environment;
    private final String system;

    /**
     * @param environment the environment, as from {@code System.getenv()}
     * @param system the value of the property {@code os.name}
     */
    public Clipboard(Map<String, String> environment, String system) {
        this.environment = Map.copyOf(environment);
        this.system = system.toLowerCase(Locale.ROOT);
    }

    /** The result of a copy. */
    public enum Outcome {
        /** A program accepted the text. */
        COPIED,
        /** The terminal was asked to copy the text; it does not report whether it did. */
        ASKED,
        /** There is neither a program nor a terminal that can copy it. */
        NOT_COPIED
    }

    /** Copies with a program or, over SSH, with the terminal. */
    public Outcome copy(String text, Terminal terminal) {
        if (commands().stream().anyMatch(command -> takes(command, text))) {
            return Outcome.COPIED;
        }
        return isRemote() && ask(terminal, text) ? Outcome.ASKED : Outcome.NOT_COPIED;
    }

    /** Over SSH, the clipboard is on the terminal's side: OSC 52 of xterm's control sequences. */
    private boolean ask(Terminal terminal, String text) {
        if (!terminal.errIsTerminal() || !Terminal.takesEscapes(environment)) {
            return false;
        }
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        terminal.err().print("\u001b]52;c;" + encoded + "\u0007");
        terminal.err().flush();
        return true;
    }

    private boolean isRemote() {
        return isSet("SSH_CONNECTION") || isSet("SSH_TTY");
    }

    List<List<String>> commands() {
        if (isRemote() && !isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY")) {
            return List.of(); // Programs would copy to the clipboard of the wrong machine.
        }
        if (system.startsWith("windows")) {
            return List.of(List.of("clip"));
        }
        if (system.startsWith("mac")) {
            return List.of(List.of("pbcopy"));
        }
        if (isSet("WSL_DISTRO_NAME")) {
            return List.of(List.of("clip.exe"));
        }
        List<String> xclip = List.of("xclip", "-selection", "clipboard");
        List<String> xsel = List.of("xsel", "--clipboard", "--input");
        return isSet("WAYLAND_DISPLAY") ? List.of(List.of("wl-copy"), xclip, xsel) : List.of(xclip, xsel);
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    private static boolean takes(List<String> command, String text) {
        try {
            Process program = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = program.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return program.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && program.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
