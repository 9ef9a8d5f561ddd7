/**
 * The OAuth protocol: the parameters of requests, the meaning of replies, the identity of users. Start with {@link
 * dev.latchkey.oauth.OAuthProvider}, which is data, and {@link dev.latchkey.oauth.AuthorizationServer}, which communicates. The rest of the
 * domain uses {@link dev.latchkey.oauth.LoginServer}.
 */
@NullMarked
package dev.latchkey.oauth;

import org.jspecify.annotations.NullMarked;
