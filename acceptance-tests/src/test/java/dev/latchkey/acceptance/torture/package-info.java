/** Our stores under the torture of {@link dev.latchkey.testkit.torture}. */
@NullMarked
package dev.latchkey.acceptance.torture;

import org.jspecify.annotations.NullMarked;
