/** Session events as metrics and traces, as shown in {@code docs/observability.md}. */
@NullMarked
package dev.latchkey.acceptance.observability;

import org.jspecify.annotations.NullMarked;
