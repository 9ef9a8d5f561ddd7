package dev.latchkey.acceptance.modules;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of this test as modules, by name. */
final class ModulesOfClassPath {
    static final String OURS = "dev.latchkey.";

    private final Map<String, ModuleReference> found = new TreeMap<>();

    ModulesOfClassPath() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            for (ModuleReference module : modulesOf(Path.of(entry))) {
                found.putIfAbsent(module.descriptor().name(), module);
            }
        }
    }

    private static Set<ModuleReference> modulesOf(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll();
        } catch (FindException e) {
            return Set.of(); // Has no valid module name, so it is not Latchkey's.
        }
    }

    /** Latchkey's modules. */
    Set<String> ours() {
        return found.keySet().stream()
                .filter(name -> (name + ".").startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean has(String name) {
        return found.containsKey(name);
    }

    ModuleDescriptor descriptor(String name) {
        return module(name).descriptor();
    }

    /** The jar or folder of a module. */
    Path place(String name) {
        return Path.of(module(name).location().orElseThrow());
    }

    private ModuleReference module(String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    /** The automatic modules that this one requires, directly or indirectly. {@code jlink} does not accept any. */
    Set<String> automaticBelow(String name) {
        return withAllItNeeds(name)
                .filter(this::has)
                .filter(this::isAutomatic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isAutomatic(String name) {
        return descriptor(name).isAutomatic();
    }

    /** This module and all that it requires at run time, including the JDK's. */
    Stream<String> withAllItNeeds(String name) {
        Set<String> needed = new TreeSet<>();
        Deque<String> toDo = new ArrayDeque<>(Set.of(name));
        while (!toDo.isEmpty()) {
            String next = toDo.remove();
            if (needed.add(next) && has(next)) {
                descriptor(next).requires().stream()
                        .filter(required -> !required.modifiers().contains(Modifier.STATIC))
                        .map(Requires::name)
                        .forEach(toDo::add);
            }
        }
        return needed.stream();
    }
}
