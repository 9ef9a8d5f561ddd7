/** What commands print: tables and dates for a person, {@link dev.latchkey.cli.text.JsonLines} for a program. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
