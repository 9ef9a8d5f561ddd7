/**
 * The providers of one installation: {@link dev.latchkey.local.provider.ProviderFiles} has those that are set up,
 * {@link dev.latchkey.local.provider.ProviderSelection} finds the one that somebody asks for.
 */
@NullMarked
package dev.latchkey.local.provider;

import org.jspecify.annotations.NullMarked;
