/** Compares the public API with the recorded one. */
@NullMarked
package dev.latchkey.acceptance.api;

import org.jspecify.annotations.NullMarked;
