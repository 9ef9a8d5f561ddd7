/** Looks for secrets in every place where none may be. */
@NullMarked
package dev.latchkey.acceptance.secrets;

import org.jspecify.annotations.NullMarked;
