/** Feeds all parsers of external text with unexpected bytes, using Jazzer. */
@NullMarked
package dev.latchkey.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;
