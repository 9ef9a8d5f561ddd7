/** Searches for secrets in all places where there must be none. */
@NullMarked
package dev.latchkey.acceptance.secrets;

import org.jspecify.annotations.NullMarked;
