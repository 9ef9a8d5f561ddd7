/**
 * What is known of a provider without anybody setting it up: its server, how its sessions are kept, and the API keys that take the
 * place of a login. {@link dev.latchkey.local.preset.Presets} has them; nothing else asks which one it is.
 */
@NullMarked
package dev.latchkey.local.preset;

import org.jspecify.annotations.NullMarked;
