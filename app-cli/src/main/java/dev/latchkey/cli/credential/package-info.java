/** The protocols of programs that use credential helpers. */
@NullMarked
package dev.latchkey.cli.credential;

import org.jspecify.annotations.NullMarked;
