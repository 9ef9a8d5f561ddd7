/**
 * The providers of one installation: {@link dev.latchkey.local.provider.ProviderFiles} contains the configured ones, {@link
 * dev.latchkey.local.provider.ProviderSelection} finds the requested one.
 */
@NullMarked
package dev.latchkey.local.provider;

import org.jspecify.annotations.NullMarked;
