/**
 * What one user has on one machine, for any program: {@link dev.latchkey.local.LocalInstallation} finds the configured providers, the
 * accounts and the stores of their sessions, and opens a session by name. It sees the same providers and sessions as the command line.
 */
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
