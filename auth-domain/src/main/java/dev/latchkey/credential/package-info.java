/**
 * The three ways in: a device-code session, API keys, a token that somebody else manages. Each is a
 * {@link dev.latchkey.credential.Credential}, which puts itself on requests.
 */
@NullMarked
package dev.latchkey.credential;

import org.jspecify.annotations.NullMarked;
