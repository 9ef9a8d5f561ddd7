/** Which session commands use: whose it is, what it is for, and where it is stored. */
@NullMarked
package dev.latchkey.acceptance.sessions;

import org.jspecify.annotations.NullMarked;
