/** Sessions in a database that is shared by several hosts. */
@NullMarked
package dev.latchkey.acceptance.fleet;

import org.jspecify.annotations.NullMarked;
