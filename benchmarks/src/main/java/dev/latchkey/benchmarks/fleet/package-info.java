/** Hosts that share a session in PostgreSQL. */
@NullMarked
package dev.latchkey.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
