/** Each preset with an imitation of its server, according to the server's documentation. */
@NullMarked
package dev.latchkey.acceptance.presets;

import org.jspecify.annotations.NullMarked;
