/**
 * OkHttp for two purposes. {@link dev.latchkey.okhttp.OkHttpTransport} makes the core's own calls: one exchange each, without retries,
 * limited in time and size. {@link dev.latchkey.okhttp.AuthorizedClient} adds credentials to the calls of an application's own client. Both
 * start with {@link dev.latchkey.okhttp.ClientSettings}: authorities, proxies, user agent.
 */
@NullMarked
package dev.latchkey.okhttp;

import org.jspecify.annotations.NullMarked;
