/** The contract tests, run against OkHttp, and tests of what is specific to it: TLS, proxies, interceptors. */
@NullMarked
package dev.latchkey.okhttp;

import org.jspecify.annotations.NullMarked;
