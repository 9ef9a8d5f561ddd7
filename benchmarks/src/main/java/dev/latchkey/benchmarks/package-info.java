/** Benchmarks of what is promised to be fast. Start with {@link dev.latchkey.benchmarks.FreshTokenBenchmark}. */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
