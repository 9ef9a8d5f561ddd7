/**
 * The three kinds of credentials: a device-code session, API keys, and an externally managed token. Each is a {@link
 * dev.latchkey.credential.Credential}, which adds itself to requests.
 */
@NullMarked
package dev.latchkey.credential;

import org.jspecify.annotations.NullMarked;
