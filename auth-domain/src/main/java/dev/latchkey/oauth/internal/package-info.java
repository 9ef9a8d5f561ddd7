/** What reads the parts of an answer that come in many shapes; for this module alone. */
@NullMarked
package dev.latchkey.oauth.internal;

import org.jspecify.annotations.NullMarked;
