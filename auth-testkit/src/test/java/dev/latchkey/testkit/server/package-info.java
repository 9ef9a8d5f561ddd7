/** Tests of the loopback authorization server, through HTTP. */
@NullMarked
package dev.latchkey.testkit.server;

import org.jspecify.annotations.NullMarked;
