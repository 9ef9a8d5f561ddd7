package dev.latchkey.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Enforces the rules of docs/architecture.md for the classes of all modules. */
class ArchitectureTest {
    private static final String[] PORTS = packages("error", "model", "port");
    private static final String[] DOMAIN = packages("oauth", "device", "token", "session", "credential", "bitfount");
    private static final String[] CORE = and(PORTS, DOMAIN);
    /** The parts of the JDK that every module may use; excludes its HTTP client and its internal packages. */
    private static final String[] JDK = {"java..", "javax.crypto..", "javax.net..", "javax.security..", "org.jspecify.."
    };

    private static final String STARTER = "dev.latchkey";
    private static final String[] STORAGE = packages("file", "keyring", "local", "cli.session");

    private static JavaClasses all;

    @BeforeAll
    static void importAllModules() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // In a packaged build, the command line's tests are in a jar.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.latchkey");
    }

    @Test
    void allModulesAreChecked() {
        Set<String> modules = all.stream()
                .map(type -> type.getPackageName().split("\\.", -1))
                .map(parts -> parts.length > 2 ? parts[2] : STARTER)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "bitfount",
                        "cli",
                        "clock",
                        "console",
                        "credential",
                        STARTER,
                        "device",
                        "error",
                        "file",
                        "jdbc",
                        "keyring",
                        "local",
                        "loopback",
                        "model",
                        "moshi",
                        "oauth",
                        "okhttp",
                        "port",
                        "session",
                        "testkit",
                        "token"),
                modules);
    }

    /** A row of the dependency table: what a module may use in addition to itself. */
    record Module(String name, String[] packages, String[] mayUse) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Module> modules() {
        return Stream.of(
                new Module("auth-ports", PORTS, JDK),
                new Module("auth-domain", DOMAIN, and(JDK, PORTS)),
                new Module("adapter-clock", packages("clock"), and(JDK, PORTS)),
                new Module("adapter-storage-file", packages("file"), and(JDK, PORTS)),
                new Module("adapter-json-moshi", packages("moshi"), and(JDK, PORTS, "com.squareup.moshi..", "okio..")),
                new Module(
                        "adapter-http-okhttp", packages("okhttp"), and(JDK, PORTS, "okhttp3..", "okio..", "kotlin..")),
                new Module(
                        "adapter-storage-keyring",
                        packages("keyring"),
                        and(JDK, PORTS, "com.github.javakeyring..", "org.freedesktop..", "com.sun.jna..")),
                new Module(
                        "adapter-storage-jdbc",
                        packages("jdbc"),
                        and(JDK, PORTS, "javax.sql..", "com.zaxxer.hikari..", "org.postgresql..")),
                new Module("adapter-prompt-console", packages("console"), and(JDK, PORTS, "io.nayuki.qrcodegen..")),
                new Module("auth-local", packages("local"), and(JDK, CORE, packages("file"))),
                new Module(
                        "latchkey",
                        new String[] {STARTER},
                        and(
                                JDK,
                                CORE,
                                and(
                                        packages("local", "file", "okhttp", "moshi", "keyring", "clock", "console"),
                                        "okhttp3.."))),
                new Module("loopback-server", packages("loopback"), and(JDK, PORTS, "com.sun.net.httpserver..")),
                new Module(
                        "auth-testkit",
                        packages("testkit"),
                        and(JDK, PORTS, "org.junit..", "dev.latchkey.loopback..")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void aModuleUsesOnlyWhatTheTableAllows(Module module) {
        classes()
                .that()
                .resideInAnyPackage(module.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(and(module.packages(), module.mayUse()))
                .check(all);
    }

    @Test
    void noModuleImportsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.latchkey.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.latchkey.cli..")
                .check(all);
    }

    @Test
    void onlyTheWiringUsesDagger() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.latchkey.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dagger..", "javax.inject..", "jakarta.inject..")
                .check(all);
    }

    @Test
    void eachTechnologyIsUsedOnlyByItsAdapter() {
        only("dagger..", "dev.latchkey.cli.wiring..");
        only("okhttp3..", "dev.latchkey.okhttp..", STARTER, "dev.latchkey.cli.request..");
        only("com.squareup.moshi..", "dev.latchkey.moshi..");
        only("com.github.javakeyring..", "dev.latchkey.keyring..");
        only("com.zaxxer.hikari..", "dev.latchkey.jdbc..");
        only("org.postgresql..", "dev.latchkey.jdbc..");
    }

    private static void only(String technology, String... users) {
        noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .check(all);
    }

    @Test
    void theCoreReadsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(all);
    }

    @Test
    void theCoreDoesNotSleep() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(all);
    }

    @Test
    void theCoreReadsNoEnvironmentAndPrintsNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(all);
    }

    @Test
    void theCoreUsesNeitherTheJdksHttpClientNorItsFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .check(all);
    }

    /** So that tests can substitute any file system and observe each operation. */
    @Test
    void theStorageUsesFilesOnlyThroughItsFileSystem() {
        noClasses()
                .that()
                .resideInAnyPackage(STORAGE)
                .should()
                .callMethod(Path.class, "of", String.class, String[].class)
                .orShould()
                .callMethod(Path.class, "of", URI.class)
                .orShould()
                .callMethod(Path.class, "toFile")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Paths.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
                .check(all);
    }

    /** Everything specific to Bitfount belongs into its preset. */
    @Test
    void onlyItsPresetKnowsBitfount() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.latchkey.bitfount..", "dev.latchkey.local.preset..", STARTER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.latchkey.bitfount..")
                .check(all);
    }

    @Test
    void noTwoClassesHaveTheSameSimpleName() {
        Set<String> names = new TreeSet<>();
        List<String> twice = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getPackageName().startsWith("dev.latchkey.acceptance"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !names.add(name))
                .toList();
        assertEquals(List.of(), twice);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.latchkey.(*)..").should().beFreeOfCycles().check(all);
        slices().matching("dev.latchkey.local.(*)..").should().beFreeOfCycles().check(all);
        slices().matching("dev.latchkey.cli.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> each.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertTrue(unmarked.isEmpty(), () -> "not @NullMarked: " + unmarked);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> "dev.latchkey." + name + "..").toArray(String[]::new);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static String[] and(String[] some, String[] others, String... more) {
        return and(and(some, others), more);
    }
}
