package dev.latchkey.console;

/** What a person chose of how a login is shown; with none of these, a browser is opened and the terminal shows all that it can. */
public enum PromptOption {
    /** No browser is opened, even where one is nearby. */
    NO_BROWSER,
    /** The code is put on the clipboard. */
    COPY,
    /** Plain lines for a screen reader: no QR code, no colours, no line that changes. */
    PLAIN
}
