/** Bitfount's preset: its environments and {@link dev.latchkey.bitfount.BitfountSession}. No other code in the domain mentions Bitfount. */
@NullMarked
package dev.latchkey.bitfount;

import org.jspecify.annotations.NullMarked;
