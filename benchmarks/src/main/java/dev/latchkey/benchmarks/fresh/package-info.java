/** Benchmarks of a fresh token. Start with {@link dev.latchkey.benchmarks.fresh.FreshTokenBenchmark}. */
@NullMarked
package dev.latchkey.benchmarks.fresh;

import org.jspecify.annotations.NullMarked;
