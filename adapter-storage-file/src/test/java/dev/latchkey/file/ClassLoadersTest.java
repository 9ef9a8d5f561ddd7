package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications in one JVM, each with its own copy of these classes, as in an application server. */
class ClassLoadersTest {
    @TempDir(factory = FolderInMemory.class)
    Path home;

    @Test
    void whatOneHoldsStaysLockedWhenTheOtherClosesItsIdleFiles() throws Exception {
        try (URLClassLoader first = loader();
                URLClassLoader second = loader()) {
            BiFunction<Path, String, AutoCloseable> one = probe(first);
            BiFunction<Path, String, AutoCloseable> other = probe(second);
            assertNotSame(one.getClass(), other.getClass());

            try (AutoCloseable held = one.apply(home, "alice")) {
                assertThrows(RuntimeException.class, () -> other.apply(home, "alice"));
                for (int i = 0; i <= 2 * LockTable.MOST_IDLE; i++) {
                    other.apply(home, "user" + i).close();
                }
                assertEquals("locked", seenByAnotherProcess());
                assertThrows(RuntimeException.class, () -> other.apply(home, "alice"));
            }
            assertEquals("free", seenByAnotherProcess());
            other.apply(home, "alice").close();
        }
    }

    @Test
    void theRegistryIsMadeOfTheJdksTypesAlone() throws Exception {
        try (URLClassLoader first = loader();
                AutoCloseable held = probe(first).apply(home, "alice")) {
            Map<?, ?> registry =
                    assertInstanceOf(Map.class, System.getProperties().get("dev.latchkey.locks.1"));
            synchronized (registry) {
                assertTrue(registry.size() > 0);
                registry.forEach((key, value) -> {
                    Object[] entry = assertInstanceOf(Object[].class, value);
                    assertEquals(3, entry.length);
                    assertInstanceOf(FileChannel.class, entry[0]);
                    assertInstanceOf(Semaphore.class, entry[1]);
                    assertInstanceOf(AtomicInteger.class, entry[2]);
                    assertEquals(null, key.getClass().getClassLoader());
                });
            }
        }
    }

    private String seenByAnotherProcess() throws Exception {
        try (ChildJvm child = ChildJvm.start(List.of(), "tryLock", home)) {
            String seen = child.line();
            child.assertDone();
            return seen;
        }
    }

    private static URLClassLoader loader() throws MalformedURLException {
        String[] entries =
                System.getProperty("java.class.path", "").split(Pattern.quote(java.io.File.pathSeparator), -1);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(entries[i]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    @SuppressWarnings("unchecked") // The class implements it, in that loader.
    private static BiFunction<Path, String, AutoCloseable> probe(URLClassLoader loader) throws Exception {
        return (BiFunction<Path, String, AutoCloseable>)
                loader.loadClass(LoaderProbe.class.getName()).getConstructor().newInstance();
    }
}
