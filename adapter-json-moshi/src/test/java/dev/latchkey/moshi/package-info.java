/** The contract of JSON, held against Moshi. */
@NullMarked
package dev.latchkey.moshi;

import org.jspecify.annotations.NullMarked;
