/** Which session a command is about, and how sessions are told of. */
@NullMarked
package dev.latchkey.cli.session;

import org.jspecify.annotations.NullMarked;
