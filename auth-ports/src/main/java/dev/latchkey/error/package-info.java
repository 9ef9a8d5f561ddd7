/**
 * The exceptions, divided by what the caller does next: the sealed, unchecked {@link dev.latchkey.error.AuthException}, and two checked
 * exceptions that adapters throw to the core and that never leave it.
 */
@NullMarked
package dev.latchkey.error;

import org.jspecify.annotations.NullMarked;
