/** JSON for a program that starts, reads one small file and ends. */
@NullMarked
package dev.latchkey.cli.json;

import org.jspecify.annotations.NullMarked;
