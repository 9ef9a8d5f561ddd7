/** The contract tests of the time source, run against the system's clocks. */
@NullMarked
package dev.latchkey.clock;

import org.jspecify.annotations.NullMarked;
