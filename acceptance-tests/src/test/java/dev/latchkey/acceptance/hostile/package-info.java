/** Servers that are slow, broken, old or malicious, down to the bytes. */
@NullMarked
package dev.latchkey.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
