/**
 * OkHttp, for two purposes. {@link dev.latchkey.okhttp.OkHttpTransport} makes the core's own calls: one exchange each, nothing
 * repeated, bounded in time and size. {@link dev.latchkey.okhttp.AuthorizedClient} puts credentials on the calls of a
 * consumer's own client. Both start with {@link dev.latchkey.okhttp.ClientSettings}: authorities, proxies, user agent.
 */
@NullMarked
package dev.latchkey.okhttp;

import org.jspecify.annotations.NullMarked;
