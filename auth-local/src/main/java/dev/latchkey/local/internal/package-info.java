/** The names of providers that options describe; for this module alone. */
@NullMarked
package dev.latchkey.local.internal;

import org.jspecify.annotations.NullMarked;
