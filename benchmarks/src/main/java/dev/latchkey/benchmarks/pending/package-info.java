/** Logins that wait for people, many at once. */
@NullMarked
package dev.latchkey.benchmarks.pending;

import org.jspecify.annotations.NullMarked;
