/** Tests of credentials, and of requests with them. */
@NullMarked
package dev.latchkey.credential;

import org.jspecify.annotations.NullMarked;
