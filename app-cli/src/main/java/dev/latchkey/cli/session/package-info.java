/** Which session a command line selects, and how sessions are shown. */
@NullMarked
package dev.latchkey.cli.session;

import org.jspecify.annotations.NullMarked;
