/**
 * Sessions in files: {@link dev.latchkey.file.FileSessionStore} keeps a document per session,
 * {@link dev.latchkey.file.FileSessionLock} locks it across threads and processes with the kernel's file locks, and
 * {@link dev.latchkey.file.FileLayout} says what lies where, from the places that
 * {@link dev.latchkey.file.LatchkeyFolders} finds. {@link dev.latchkey.file.PrivateFiles} writes every other small file in the
 * same way.
 *
 * <p>Start with {@link dev.latchkey.file.FileSessionStore#prepare}: make the place, write beside, sync, rename, sync the
 * folder.
 */
@NullMarked
package dev.latchkey.file;

import org.jspecify.annotations.NullMarked;
