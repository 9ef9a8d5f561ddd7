/** Tests of the judge. */
@NullMarked
package dev.latchkey.testkit.torture;

import org.jspecify.annotations.NullMarked;
