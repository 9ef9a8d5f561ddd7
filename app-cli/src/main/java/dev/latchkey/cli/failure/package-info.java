/** How a command ends: exit codes, and the message for whatever was thrown. */
@NullMarked
package dev.latchkey.cli.failure;

import org.jspecify.annotations.NullMarked;
