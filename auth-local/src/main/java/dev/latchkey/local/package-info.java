/**
 * What one person has on one machine, for any program of theirs: {@link dev.latchkey.local.LocalInstallation} finds the providers
 * that are set up, the accounts and the stores that their sessions are in, and opens a session by name. It sees exactly what the
 * command line sees.
 */
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
