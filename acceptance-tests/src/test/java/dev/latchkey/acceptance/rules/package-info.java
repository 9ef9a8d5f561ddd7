/** The rules of docs/protocol.md, by number, over real sockets. */
@NullMarked
package dev.latchkey.acceptance.rules;

import org.jspecify.annotations.NullMarked;
