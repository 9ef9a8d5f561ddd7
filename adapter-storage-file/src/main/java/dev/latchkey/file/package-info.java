/**
 * Sessions in files. {@link dev.latchkey.file.FileSessionStore} stores one document per session, {@link dev.latchkey.file.FileSessionLock}
 * locks it across threads and processes with the kernel's file locks, and {@link dev.latchkey.file.FileLayout} determines the paths, below
 * the folders that {@link dev.latchkey.file.LatchkeyFolders} finds. {@link dev.latchkey.file.PrivateFiles} writes all other small files in
 * the same way.
 *
 * <p>Start with {@link dev.latchkey.file.FileSessionStore#prepare}: reserve the space, write a temporary file, sync, rename, sync the
 * folder.
 */
@NullMarked
package dev.latchkey.file;

import org.jspecify.annotations.NullMarked;
