package dev.latchkey.acceptance.torture;

import org.jspecify.annotations.Nullable;

/**
 * Another revision of this program, built somewhere, whose processes share the session with ours. Its {@link Worker} takes the same
 * arguments and writes the same journal.
 *
 * @param name what it is called
 * @param classPath where its classes are
 * @param worker the name of its worker's class
 */
record Revision(String name, String classPath, String worker) {
    /** As {@code benchmarks/torture --beside} gives it, or null. */
    static @Nullable Revision ofThisJvm() {
        String name = System.getProperty("latchkey.torture.beside", "");
        return name.isEmpty()
                ? null
                : new Revision(
                        name,
                        System.getProperty("latchkey.torture.beside.path", ""),
                        System.getProperty("latchkey.torture.beside.worker", ""));
    }

    /** Ours. */
    static Revision present() {
        return new Revision("present", System.getProperty("java.class.path"), Worker.class.getName());
    }
}
