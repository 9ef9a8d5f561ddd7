/**
 * Benchmarks of what is promised to be fast, with peers side by side. Start with {@link dev.latchkey.benchmarks.Benchmarks},
 * which {@code benchmarks/run} starts.
 */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
