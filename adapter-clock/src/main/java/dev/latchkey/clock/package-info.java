/** {@link dev.latchkey.port.TimeSource} on the system's clocks: {@link dev.latchkey.clock.SystemTimeSource}. */
@NullMarked
package dev.latchkey.clock;

import org.jspecify.annotations.NullMarked;
