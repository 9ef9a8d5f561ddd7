/** The output of commands, for people and for programs: {@link dev.latchkey.cli.text.Results}. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
