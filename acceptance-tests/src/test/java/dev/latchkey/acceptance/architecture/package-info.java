/** The rules of the architecture, checked against the classes of all modules. */
@NullMarked
package dev.latchkey.acceptance.architecture;

import org.jspecify.annotations.NullMarked;
