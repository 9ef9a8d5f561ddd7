/**
 * The shortest way to the commonest result: {@link dev.latchkey.cli.quick.QuickToken} knows the token of a fresh session without
 * what every other command needs. It declines whatever it is not sure of, and the command line proper goes on as if it had not
 * been asked.
 */
@NullMarked
package dev.latchkey.cli.quick;

import org.jspecify.annotations.NullMarked;
