/**
 * Keyrings on the D-Bus session bus, looked at and read without a D-Bus library, whose loading takes longer than all the rest of
 * a short process. Nothing here prompts. Any call may hang, so only the guard calls.
 */
@NullMarked
package dev.latchkey.keyring.bus;

import org.jspecify.annotations.NullMarked;
