/** Servers that are slow, broken, outdated or malicious, down to the byte. */
@NullMarked
package dev.latchkey.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
