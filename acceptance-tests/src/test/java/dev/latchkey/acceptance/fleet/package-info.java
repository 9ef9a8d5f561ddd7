/** Sessions in a database that hosts share. */
@NullMarked
package dev.latchkey.acceptance.fleet;

import org.jspecify.annotations.NullMarked;
