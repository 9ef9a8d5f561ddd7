/** Each preset at an imitation of its server, as the server's documentation has it. */
@NullMarked
package dev.latchkey.acceptance.presets;

import org.jspecify.annotations.NullMarked;
