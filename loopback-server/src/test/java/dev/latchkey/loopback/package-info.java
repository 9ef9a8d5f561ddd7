/** Tests of the loopback authorization server, through HTTP. */
@NullMarked
package dev.latchkey.loopback;

import org.jspecify.annotations.NullMarked;
