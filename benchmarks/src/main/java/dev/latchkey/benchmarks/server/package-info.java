/** The token endpoint for the benchmarks of all sides. */
@NullMarked
package dev.latchkey.benchmarks.server;

import org.jspecify.annotations.NullMarked;
