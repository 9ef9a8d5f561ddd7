/** Sessions that are opened with one call, against real servers on this machine. */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
