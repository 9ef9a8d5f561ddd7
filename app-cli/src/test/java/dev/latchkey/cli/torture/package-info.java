/**
 * Processes and threads that share one short-lived session, while they are killed and the server misbehaves:
 * {@link dev.latchkey.cli.torture.Torture} runs them, {@link dev.latchkey.cli.torture.Worker} is one of them, and
 * {@link dev.latchkey.cli.torture.Judge} says from what they wrote down whether anything happened that must not.
 */
@NullMarked
package dev.latchkey.cli.torture;

import org.jspecify.annotations.NullMarked;
