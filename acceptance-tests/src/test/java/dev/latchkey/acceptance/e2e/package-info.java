/** The command line as separate processes, against a real server on this machine; and the launcher. */
@NullMarked
package dev.latchkey.acceptance.e2e;

import org.jspecify.annotations.NullMarked;
