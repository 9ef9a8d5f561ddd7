/** Makes sessions out of the answers of servers; for this module alone. */
@NullMarked
package dev.latchkey.token.internal;

import org.jspecify.annotations.NullMarked;
