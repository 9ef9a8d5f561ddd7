/** The contract tests of the JSON port, run against Moshi. */
@NullMarked
package dev.latchkey.moshi;

import org.jspecify.annotations.NullMarked;
