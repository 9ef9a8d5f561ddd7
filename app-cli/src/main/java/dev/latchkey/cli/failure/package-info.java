/** How a command ends: exit codes, and messages for exceptions. */
@NullMarked
package dev.latchkey.cli.failure;

import org.jspecify.annotations.NullMarked;
