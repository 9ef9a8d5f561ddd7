/**
 * The wiring, by Dagger: {@link dev.latchkey.cli.wiring.CliComponent} is the graph, with one module per adapter. What is costly
 * stands behind a lambda over {@code Lazy}, so that a port can be wired without its technology being loaded.
 */
@NullMarked
package dev.latchkey.cli.wiring;

import org.jspecify.annotations.NullMarked;
