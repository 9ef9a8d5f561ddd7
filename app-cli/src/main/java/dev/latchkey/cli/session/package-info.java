/** Which session a command line selects, and how results are shown, to people and to programs. */
@NullMarked
package dev.latchkey.cli.session;

import org.jspecify.annotations.NullMarked;
