/** A PostgreSQL server for tests of this module and of others. */
@NullMarked
package dev.latchkey.jdbc.harness;

import org.jspecify.annotations.NullMarked;
