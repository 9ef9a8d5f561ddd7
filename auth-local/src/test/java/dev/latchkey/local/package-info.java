/** What a person has on a machine, as one. */
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
