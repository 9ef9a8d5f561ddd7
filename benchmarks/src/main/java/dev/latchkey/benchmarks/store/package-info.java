/** Reading, saving and locking in files. */
@NullMarked
package dev.latchkey.benchmarks.store;

import org.jspecify.annotations.NullMarked;
