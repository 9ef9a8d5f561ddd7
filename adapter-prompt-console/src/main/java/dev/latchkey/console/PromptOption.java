package dev.latchkey.console;

/** Options for showing a login. By default, a browser is opened and everything the terminal supports is shown. */
public enum PromptOption {
    /** Do not open a browser, even if one is available. */
    NO_BROWSER,
    /** Copy the code to the clipboard. */
    COPY,
    /** Plain lines for a screen reader: no QR code, no colours, no line that changes. */
    PLAIN
}
