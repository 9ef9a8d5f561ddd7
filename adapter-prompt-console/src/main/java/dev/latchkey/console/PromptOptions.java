package dev.latchkey.console;

/**
 * What a person chose of how a login is shown.
 *
 * @param browser whether the page may be opened, where a browser is nearby
 * @param copy whether the code is put on the clipboard
 * @param plain whether to print plain lines for a screen reader: no QR code, no colours, no line that changes
 */
public record PromptOptions(boolean browser, boolean copy, boolean plain) {
    /** A browser, no clipboard, and whatever the terminal can show. */
    public static PromptOptions usual() {
        return new PromptOptions(true, false, false);
    }
}
