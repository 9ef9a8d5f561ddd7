/** Benchmarks of many pending logins. */
@NullMarked
package dev.latchkey.benchmarks.pending;

import org.jspecify.annotations.NullMarked;
