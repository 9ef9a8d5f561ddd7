/**
 * What can go wrong, divided by what the caller does next: one sealed, unchecked
 * {@link dev.latchkey.error.AuthException}, and two checked exceptions that adapters throw at the core and that never
 * leave it.
 */
@NullMarked
package dev.latchkey.error;

import org.jspecify.annotations.NullMarked;
