/**
 * {@link dev.latchkey.port.Json} on Moshi's streaming reader and writer: {@link dev.latchkey.moshi.MoshiJson}. It uses no reflection and no
 * Moshi adapters.
 */
@NullMarked
package dev.latchkey.moshi;

import org.jspecify.annotations.NullMarked;
