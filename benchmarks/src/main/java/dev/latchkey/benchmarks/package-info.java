/**
 * Benchmarks of operations that are meant to be fast, compared with other libraries. Start with {@link dev.latchkey.benchmarks.Benchmarks},
 * which {@code benchmarks/run} runs.
 */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
