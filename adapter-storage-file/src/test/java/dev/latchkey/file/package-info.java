/** The ports' contracts over files, and what only files and processes can show. */
@NullMarked
package dev.latchkey.file;

import org.jspecify.annotations.NullMarked;
