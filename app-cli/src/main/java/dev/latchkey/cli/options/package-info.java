/** What the person says to every command, by options and by the environment. */
@NullMarked
package dev.latchkey.cli.options;

import org.jspecify.annotations.NullMarked;
