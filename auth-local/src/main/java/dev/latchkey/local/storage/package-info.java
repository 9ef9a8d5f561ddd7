/**
 * Where sessions are stored: {@link dev.latchkey.local.storage.LocalStores} combines the stores, {@link
 * dev.latchkey.local.storage.StoreChoice} chooses where a login stores its session, and {@link dev.latchkey.local.storage.Migration} moves
 * sessions between them.
 */
@NullMarked
package dev.latchkey.local.storage;

import org.jspecify.annotations.NullMarked;
