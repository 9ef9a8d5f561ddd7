/** The names of providers that are described by options. Internal to this module. */
@NullMarked
package dev.latchkey.local.internal;

import org.jspecify.annotations.NullMarked;
