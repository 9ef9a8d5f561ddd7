/** The graph, by Dagger. What is costly stands behind {@code Lazy}, so that nothing is loaded in vain. */
@NullMarked
package dev.latchkey.cli.wiring;

import org.jspecify.annotations.NullMarked;
