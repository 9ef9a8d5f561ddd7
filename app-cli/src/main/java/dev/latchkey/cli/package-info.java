/** The reference command line, which starts in {@link dev.latchkey.cli.Main}. No other module imports it. */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
