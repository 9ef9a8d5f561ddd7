/**
 * The person at the terminal: {@link dev.latchkey.cli.console.Terminal} is where text goes,
 * {@link dev.latchkey.cli.console.ConsolePrompt} shows the code of a login, {@link dev.latchkey.cli.console.Browser} opens its
 * page. {@link dev.latchkey.cli.console.JsonPrompt} is for programs that show the code themselves.
 */
@NullMarked
package dev.latchkey.cli.console;

import org.jspecify.annotations.NullMarked;
