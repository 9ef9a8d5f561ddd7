/** Benchmarks of many threads with one expired session. Start with {@link dev.latchkey.benchmarks.storm.Storm}. */
@NullMarked
package dev.latchkey.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
