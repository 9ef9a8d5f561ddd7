/** What the person says to every command: {@link dev.latchkey.cli.options.Options} and the {@link dev.latchkey.cli.options.Environment}. */
@NullMarked
package dev.latchkey.cli.options;

import org.jspecify.annotations.NullMarked;
