/** The behaviour of Bitfount's session. {@code docs/bitfount.md} names the test of each row. */
@NullMarked
package dev.latchkey.bitfount;

import org.jspecify.annotations.NullMarked;
