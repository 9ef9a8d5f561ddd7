/** Lenient parsing of responses. Internal to this module. */
@NullMarked
package dev.latchkey.oauth.internal;

import org.jspecify.annotations.NullMarked;
