package dev.latchkey.acceptance.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module descriptors. */
class DescriptorsTest {
    private static final ModulesOfClassPath MODULES = new ModulesOfClassPath();
    private static final String PROGRAM = ModulesOfClassPath.OURS + "cli";
    private static final String TESTKIT = ModulesOfClassPath.OURS + "testkit";
    private static final String SOURCES = "src/main/java";
    /** Not part of the library or of a program. */
    private static final Set<String> WITHOUT = Set.of("benchmarks");

    static Stream<String> library() {
        return MODULES.ours().stream().filter(name -> !name.equals(PROGRAM));
    }

    @Test
    void everyFolderWithSourcesHasADescriptorThatIsChecked() throws IOException {
        Set<String> without = new TreeSet<>();
        int modules = 0;
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            for (Path folder : folders.filter(each -> Files.isDirectory(each.resolve(SOURCES)))
                    .toList()) {
                modules++;
                if (!Files.exists(folder.resolve(SOURCES).resolve("module-info.java"))) {
                    without.add(folder.getFileName().toString());
                }
            }
        }
        assertEquals(WITHOUT, without);
        assertEquals(modules - WITHOUT.size(), MODULES.ours().size(), MODULES.ours()::toString);
        assertEquals(
                Set.of(),
                MODULES.ours().stream()
                        .filter(name -> MODULES.descriptor(name).isAutomatic())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("library")
    void aLibraryModuleExportsEverythingExceptInternalPackages(String name) {
        ModuleDescriptor module = MODULES.descriptor(name);
        Set<String> all = module.packages().stream()
                .filter(each -> !each.endsWith(".internal") && !each.equals("dev.latchkey.keyring.bus"))
                .collect(Collectors.toSet());

        assertEquals(all, module.exports().stream().map(Exports::source).collect(Collectors.toSet()));
        assertFalse(module.exports().stream().anyMatch(Exports::isQualified), module::toString);
    }

    @Test
    void theProgramExportsNothing() {
        assertEquals(Set.of(), MODULES.descriptor(PROGRAM).exports());
    }

    @Test
    void onlyTheTestkitIsOpenToReflectionAndOnlyToJUnit() {
        for (String name : MODULES.ours()) {
            ModuleDescriptor module = MODULES.descriptor(name);
            assertFalse(module.isOpen(), name);
            assertEquals(
                    name.equals(TESTKIT) ? List.of(Set.of("org.junit.platform.commons")) : List.of(),
                    module.opens().stream().map(ModuleDescriptor.Opens::targets).toList(),
                    name);
        }
    }

    /** As stated in docs/architecture.md, which must be updated when one of these becomes a real module. */
    @Test
    void onlyTheseDependenciesPreventJlink() {
        Map<String, Set<String>> inTheWay = new TreeMap<>();
        for (String name : MODULES.ours()) {
            Set<String> automatic = MODULES.automaticBelow(name);
            if (!automatic.isEmpty()) {
                inTheWay.put(name, automatic);
            }
        }

        assertEquals(
                Map.of(
                        "dev.latchkey",
                        Set.of("com.squareup.moshi", "java.keyring", "okio"),
                        "dev.latchkey.okhttp",
                        Set.of("okio"),
                        "dev.latchkey.moshi",
                        Set.of("com.squareup.moshi", "okio"),
                        "dev.latchkey.keyring",
                        Set.of("java.keyring"),
                        "dev.latchkey.jdbc",
                        Set.of("org.postgresql.jdbc"),
                        PROGRAM,
                        Set.of("com.squareup.moshi", "dagger", "java.keyring", "okio", "org.postgresql.jdbc")),
                inTheWay);
    }
}
