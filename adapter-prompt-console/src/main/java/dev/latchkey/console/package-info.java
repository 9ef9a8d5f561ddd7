/**
 * Interacts with the person at the terminal. {@link dev.latchkey.console.Terminal} is where text goes, and
 * {@link dev.latchkey.console.ConsolePrompt} shows the code of a login there, with a QR code, a countdown, the browser and the clipboard.
 */
@NullMarked
package dev.latchkey.console;

import org.jspecify.annotations.NullMarked;
