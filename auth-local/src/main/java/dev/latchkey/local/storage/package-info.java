/**
 * Where sessions are kept: {@link dev.latchkey.local.storage.LocalStores} makes one store of the plain and the sealed one,
 * {@link dev.latchkey.local.storage.StoreChoice} chooses where a login keeps its session, and
 * {@link dev.latchkey.local.storage.Migration} moves sessions from one to the other.
 */
@NullMarked
package dev.latchkey.local.storage;

import org.jspecify.annotations.NullMarked;
