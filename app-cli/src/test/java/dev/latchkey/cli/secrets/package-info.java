/** Looks for secrets in every place where none may be. */
@NullMarked
package dev.latchkey.cli.secrets;

import org.jspecify.annotations.NullMarked;
