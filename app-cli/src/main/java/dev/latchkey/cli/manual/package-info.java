/** What is generated from the {@link dev.latchkey.cli.line.CommandTable}: help, man pages, completion; and help topics. */
@NullMarked
package dev.latchkey.cli.manual;

import org.jspecify.annotations.NullMarked;
