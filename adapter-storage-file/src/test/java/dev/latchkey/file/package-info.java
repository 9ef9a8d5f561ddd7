/** The contract tests of the ports over files, and tests that need real files and processes. */
@NullMarked
package dev.latchkey.file;

import org.jspecify.annotations.NullMarked;
