/** The vocabulary that everything else speaks. */
@NullMarked
package dev.latchkey.model;

import org.jspecify.annotations.NullMarked;
