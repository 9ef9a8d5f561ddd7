/** How each side is set up: ours, and the libraries beside it, each as its own documentation says. */
@NullMarked
package dev.latchkey.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
