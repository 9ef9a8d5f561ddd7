/** What is generated from the command line's own definitions: completion for shells, man pages; and the topics of the help. */
@NullMarked
package dev.latchkey.cli.manual;

import org.jspecify.annotations.NullMarked;
