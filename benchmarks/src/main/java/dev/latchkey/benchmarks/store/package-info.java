/** Benchmarks of reading, saving and locking files. */
@NullMarked
package dev.latchkey.benchmarks.store;

import org.jspecify.annotations.NullMarked;
