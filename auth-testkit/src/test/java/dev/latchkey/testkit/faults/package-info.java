/** Tests of the file system that fails. */
@NullMarked
package dev.latchkey.testkit.faults;

import org.jspecify.annotations.NullMarked;
