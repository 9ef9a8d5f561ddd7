/**
 * Checks and reads keyrings on the D-Bus session bus without a D-Bus library, which takes longer to load than the rest of a short process.
 * Nothing here prompts. Any call may hang, so only the guard calls it.
 */
@NullMarked
package dev.latchkey.keyring.bus;

import org.jspecify.annotations.NullMarked;
