/** The options that all commands share, and the environment. */
@NullMarked
package dev.latchkey.cli.options;

import org.jspecify.annotations.NullMarked;
