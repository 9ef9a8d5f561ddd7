/** What commands print, for a person and for a program: {@link dev.latchkey.cli.text.Results}. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
