/** Checks what the documents show and claim. */
@NullMarked
package dev.latchkey.acceptance.readme;

import org.jspecify.annotations.NullMarked;
