/** What is made of the {@link dev.latchkey.cli.line.CommandTable}: help, man pages, completion; and texts. */
@NullMarked
package dev.latchkey.cli.manual;

import org.jspecify.annotations.NullMarked;
