/** The object graph, by Dagger. Expensive objects are behind {@code Lazy}, so that nothing is loaded unless it is used. */
@NullMarked
package dev.latchkey.cli.wiring;

import org.jspecify.annotations.NullMarked;
