/** What the documents show and say is so. */
@NullMarked
package dev.latchkey.acceptance.readme;

import org.jspecify.annotations.NullMarked;
