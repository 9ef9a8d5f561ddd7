/** What Bitfount's session does, row by row: {@code docs/bitfount.md} names the test of each. */
@NullMarked
package dev.latchkey.bitfount;

import org.jspecify.annotations.NullMarked;
