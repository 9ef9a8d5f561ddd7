/** What is said to a command line that makes no sense, found without the option parser where that is possible. */
@NullMarked
package dev.latchkey.cli.usage;

import org.jspecify.annotations.NullMarked;
