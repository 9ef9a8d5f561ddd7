/** Tests that the contracts find wrong implementations. */
@NullMarked
package dev.latchkey.testkit.contract;

import org.jspecify.annotations.NullMarked;
