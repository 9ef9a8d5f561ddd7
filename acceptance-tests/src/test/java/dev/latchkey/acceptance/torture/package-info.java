/** Stress tests of our stores with {@link dev.latchkey.testkit.torture}. */
@NullMarked
package dev.latchkey.acceptance.torture;

import org.jspecify.annotations.NullMarked;
