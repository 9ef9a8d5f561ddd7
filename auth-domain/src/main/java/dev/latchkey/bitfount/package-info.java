/**
 * Bitfount's preset: its environments and {@link dev.latchkey.bitfount.BitfountSession}. Nothing else in the domain names
 * Bitfount.
 */
@NullMarked
package dev.latchkey.bitfount;

import org.jspecify.annotations.NullMarked;
