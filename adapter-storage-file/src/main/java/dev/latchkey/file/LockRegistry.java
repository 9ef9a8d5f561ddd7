package dev.latchkey.file;

import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lock files that this JVM has open, one list for all class loaders: in an application server each application may have these
 * classes of its own, and if one closed a channel of a file, the system would drop the lock that the other holds on it.
 *
 * <p>Its shape is a contract between all versions that may meet in a JVM. It is the value of the system property
 * {@value #PROPERTY}, and made of types of the JDK alone:
 *
 * <ul>
 *   <li>a {@link LinkedHashMap} whose monitor guards it, every opening and closing of a channel, and the third member below; its
 *       order is that in which files became idle;
 *   <li>its keys are what {@link java.nio.file.attribute.BasicFileAttributes#fileKey} says of the file, or its real path as a string
 *       where the system has no such key;
 *   <li>its values are arrays of three: the {@link FileChannel} of the file; a fair {@link Semaphore} of one permit, had by the one
 *       who locks or holds the lock; an {@link AtomicInteger}, how many hold the lock or wait for it. Only an entry with none may be
 *       closed, and it is taken out then.
 * </ul>
 *
 * <p>Another shape gets another name. The property is no text: {@code Properties.list} and {@code store}, over all the system's
 * properties, do not take it.
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
