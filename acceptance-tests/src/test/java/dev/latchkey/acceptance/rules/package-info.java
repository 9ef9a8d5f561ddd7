/** The rules of docs/protocol.md, by their numbers, over real sockets. */
@NullMarked
package dev.latchkey.acceptance.rules;

import org.jspecify.annotations.NullMarked;
