/** The public API is what the record of it says. */
@NullMarked
package dev.latchkey.acceptance.api;

import org.jspecify.annotations.NullMarked;
