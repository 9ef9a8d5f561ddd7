/**
 * Tortures a store: processes and threads share one short-lived session, while they are killed and the server misbehaves. {@link
 * dev.latchkey.testkit.torture.Torture} runs them, each is a {@link dev.latchkey.testkit.torture.TortureProgram}, and a judge says from
 * what they wrote down whether anything happened that must not.
 */
@NullMarked
package dev.latchkey.testkit.torture;

import org.jspecify.annotations.NullMarked;
