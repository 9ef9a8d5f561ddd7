/** The command line as processes of their own in a real session bus with a real keyring. */
@NullMarked
package dev.latchkey.acceptance.keyring;

import org.jspecify.annotations.NullMarked;
