/**
 * OAuth on the wire: which parameters go into which form, what each reply means, who a person is. Start with
 * {@link dev.latchkey.oauth.OAuthProvider}, which is data, and {@link dev.latchkey.oauth.AuthorizationServer}, which talks;
 * {@link dev.latchkey.oauth.LoginServer} is what the rest of the house sees of it.
 */
@NullMarked
package dev.latchkey.oauth;

import org.jspecify.annotations.NullMarked;
