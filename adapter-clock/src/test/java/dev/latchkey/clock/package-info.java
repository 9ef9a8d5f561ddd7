/** The contract of the time source, held against the system's clocks. */
@NullMarked
package dev.latchkey.clock;

import org.jspecify.annotations.NullMarked;
