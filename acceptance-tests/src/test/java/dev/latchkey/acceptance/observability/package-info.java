/** A session's events as metrics and traces, as {@code docs/observability.md} shows it. */
@NullMarked
package dev.latchkey.acceptance.observability;

import org.jspecify.annotations.NullMarked;
