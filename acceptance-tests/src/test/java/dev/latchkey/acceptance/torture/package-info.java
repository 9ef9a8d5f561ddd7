/**
 * Processes and threads that share one short-lived session, while they are killed and the server misbehaves:
 * {@link dev.latchkey.acceptance.torture.Torture} runs them, {@link dev.latchkey.acceptance.torture.Worker} is one of them, and
 * {@link dev.latchkey.acceptance.torture.Judge} says from what they wrote down whether anything happened that must not.
 */
@NullMarked
package dev.latchkey.acceptance.torture;

import org.jspecify.annotations.NullMarked;
