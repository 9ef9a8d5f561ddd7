/** The command line as separate processes, with a real keyring on a real session bus. */
@NullMarked
package dev.latchkey.acceptance.keyring;

import org.jspecify.annotations.NullMarked;
