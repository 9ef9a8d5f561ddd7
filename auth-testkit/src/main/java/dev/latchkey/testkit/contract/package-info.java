/**
 * One abstract contract suite per port. An adapter is right if a test class that extends the port's suite, and does nothing
 * but say how the adapter is made, passes. Start with the suite named after the port.
 */
@NullMarked
package dev.latchkey.testkit.contract;

import org.jspecify.annotations.NullMarked;
