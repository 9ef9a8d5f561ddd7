/** Everything that parses text from outside, given bytes that no one thought of; run by Jazzer. */
@NullMarked
package dev.latchkey.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;
