/** How many of our types a token passes on its way. */
@NullMarked
package dev.latchkey.acceptance.journey;

import org.jspecify.annotations.NullMarked;
