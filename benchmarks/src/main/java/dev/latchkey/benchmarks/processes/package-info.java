/** Benchmarks of eight processes with one expired session. Start with {@link dev.latchkey.benchmarks.processes.ProcessRace}. */
@NullMarked
package dev.latchkey.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
