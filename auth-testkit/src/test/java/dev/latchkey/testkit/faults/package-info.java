/** Tests of the failing file system. */
@NullMarked
package dev.latchkey.testkit.faults;

import org.jspecify.annotations.NullMarked;
