/**
 * Where to begin: {@link dev.latchkey.Latchkey} opens a session as this machine is set up, and puts its token on requests. It makes
 * the usual choice of every adapter; a program that makes its own choices uses the modules beneath.
 */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
