/** The command line as processes of its own, against a real server on this machine; and the launcher. */
@NullMarked
package dev.latchkey.cli.e2e;

import org.jspecify.annotations.NullMarked;
