package dev.latchkey.file;

import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lock files that this JVM has open, in one list for all class loaders. In an application server each application may load its own copy
 * of these classes; if one copy closed a channel of a file, the system would drop the lock that another copy holds on it.
 *
 * <p>The structure is a contract between all versions that may run in the same JVM. It is the value of the system property
 * {@value #PROPERTY}, and uses only types of the JDK:
 *
 * <ul>
 *   <li>The map is a {@link LinkedHashMap}. Its monitor guards the map, every opening and closing of a channel, and the third element
 *       below. Its order is the order in which files became idle.
 *   <li>A key is the file's {@link java.nio.file.attribute.BasicFileAttributes#fileKey}, or its real path as a string where the system has
 *       no such key.
 *   <li>A value is an array of three: the {@link FileChannel} of the file; a fair {@link Semaphore} with one permit, held by the thread
 *       that acquires or holds the lock; and an {@link AtomicInteger}, the number of threads that hold the lock or wait for it. Only an
 *       entry where that is zero may be closed, and it is then removed.
 * </ul>
 *
 * <p>A different structure must use a different property name. The value is not a string, so {@code Properties.list} and {@code store} fail
 * if they are applied to all system properties.
 */
final class LockRegistry {
    static final String PROPERTY = "dev.latchkey.locks.1";

    static final Map<Object, Object[]> ENTRIES = shared();

    private static final int CHANNEL = 0;
    private static final int TURN = 1;
    private static final int USERS = 2;

    private LockRegistry() {}

    static Object[] entry(FileChannel channel) {
        return new Object[] {channel, new Semaphore(1, true), new AtomicInteger()};
    }

    static FileChannel channel(Object[] entry) {
        return (FileChannel) entry[CHANNEL];
    }

    static Semaphore turn(Object[] entry) {
        return (Semaphore) entry[TURN];
    }

    static AtomicInteger users(Object[] entry) {
        return (AtomicInteger) entry[USERS];
    }

    @SuppressWarnings("unchecked") // The contract above.
    private static Map<Object, Object[]> shared() {
        Map<Object, Object[]> mine = new LinkedHashMap<>();
        Object present = System.getProperties().putIfAbsent(PROPERTY, mine);
        return present instanceof Map ? (Map<Object, Object[]>) present : mine;
    }
}
