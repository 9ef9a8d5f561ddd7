/** Latchkey as Java platform modules: what they export, and that a program with its own module can use them. */
@NullMarked
package dev.latchkey.acceptance.modules;

import org.jspecify.annotations.NullMarked;
