/** A user's whole installation. */
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
