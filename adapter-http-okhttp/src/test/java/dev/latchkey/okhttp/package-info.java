/** The contracts, held against OkHttp, and what is particular to it: TLS, proxies, interceptors. */
@NullMarked
package dev.latchkey.okhttp;

import org.jspecify.annotations.NullMarked;
