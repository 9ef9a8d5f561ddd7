/**
 * Which authorization server a command is about. Start with {@link dev.latchkey.cli.provider.ProviderSelection}: Bitfount's
 * preset, one of the {@link dev.latchkey.cli.provider.ProviderFiles}, or one made ad hoc from options.
 */
@NullMarked
package dev.latchkey.cli.provider;

import org.jspecify.annotations.NullMarked;
