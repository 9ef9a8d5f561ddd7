/**
 * Providers that need no configuration: their servers, how their sessions are stored, and the API keys that replace a login. {@link
 * dev.latchkey.local.preset.Presets} lists them; no other code depends on a particular one.
 */
@NullMarked
package dev.latchkey.local.preset;

import org.jspecify.annotations.NullMarked;
