/** Counts the types that are involved in getting a token. */
@NullMarked
package dev.latchkey.acceptance.journey;

import org.jspecify.annotations.NullMarked;
