/** The setup of each side: Latchkey and the other libraries, each as its documentation recommends. */
@NullMarked
package dev.latchkey.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
