/** The modules of the Java platform that ours are: what they export, and that a program with a module of its own runs on them. */
@NullMarked
package dev.latchkey.acceptance.modules;

import org.jspecify.annotations.NullMarked;
