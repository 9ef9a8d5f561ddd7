/**
 * The ports' immutable vocabulary. Records contain their invariants, their redaction and questions about themselves; policy is in the
 * domain. Start with {@link dev.latchkey.model.Secret} and {@link dev.latchkey.model.SessionId}.
 */
@NullMarked
package dev.latchkey.model;

import org.jspecify.annotations.NullMarked;
