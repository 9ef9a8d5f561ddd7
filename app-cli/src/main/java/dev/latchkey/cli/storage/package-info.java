/**
 * Which store a session is in. {@link dev.latchkey.cli.storage.StoreChoice} decides for a login and remembers it,
 * {@link dev.latchkey.cli.storage.ChosenStore} finds each session where it is.
 */
@NullMarked
package dev.latchkey.cli.storage;

import org.jspecify.annotations.NullMarked;
