/**
 * Stress-tests a store: processes and threads share one short-lived session while they are killed and the server misbehaves. {@link
 * dev.latchkey.testkit.torture.Torture} runs the processes, each of them runs a {@link dev.latchkey.testkit.torture.TortureProgram}, and a
 * judge checks their records for anything that must not happen.
 */
@NullMarked
package dev.latchkey.testkit.torture;

import org.jspecify.annotations.NullMarked;
