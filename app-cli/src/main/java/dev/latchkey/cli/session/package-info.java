/** Sessions as commands tell of them: {@link dev.latchkey.cli.session.SessionView} shows one, the hints say what to type next. */
@NullMarked
package dev.latchkey.cli.session;

import org.jspecify.annotations.NullMarked;
