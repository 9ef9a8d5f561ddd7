/** The person's part of a login, in a real browser. */
@NullMarked
package dev.latchkey.acceptance.browser;

import org.jspecify.annotations.NullMarked;
