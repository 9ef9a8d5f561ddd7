/** Many threads on one expired session. Start with {@link dev.latchkey.benchmarks.storm.Storm}. */
@NullMarked
package dev.latchkey.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
