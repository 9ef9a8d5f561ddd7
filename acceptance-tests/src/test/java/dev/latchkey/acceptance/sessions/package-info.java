/** Which session a command is about, over several commands: whose it is, what it is for, where it is stored. */
@NullMarked
package dev.latchkey.acceptance.sessions;

import org.jspecify.annotations.NullMarked;
