/**
 * The entry point: {@link dev.latchkey.Latchkey} opens a session as configured on this machine and adds its token to requests. It uses the
 * default adapters. A program that needs others uses the underlying modules.
 */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
