/** Opens sessions with one call, with real servers on this machine. */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
