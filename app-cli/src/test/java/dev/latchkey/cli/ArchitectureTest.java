package dev.latchkey.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom, and what the core must not touch. */
class ArchitectureTest {
    private static final String[] PORTS = {"dev.latchkey.port", "dev.latchkey.model", "dev.latchkey.error"};
    private static final String[] DOMAIN = {
        "dev.latchkey.device",
        "dev.latchkey.token",
        "dev.latchkey.session",
        "dev.latchkey.oauth",
        "dev.latchkey.credential",
        "dev.latchkey.bitfount"
    };
    private static final String[] EVERYWHERE = {"java..", "javax.net..", "org.jspecify.annotations.."};

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        String tests = ArchitectureTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        all = new ClassFileImporter()
                .withImportOption(location -> !location.asURI().toString().startsWith(tests))
                .importPackages("dev.latchkey");
    }

    /** Each row: a module's packages, and what they may see beside the JDK. */
    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of("auth-ports", PORTS, new String[0]),
                Arguments.of("auth-domain", DOMAIN, PORTS),
                Arguments.of(
                        "adapter-http-okhttp",
                        new String[] {"dev.latchkey.okhttp"},
                        with(PORTS, "okhttp3..", "okio..", "kotlin..")),
                Arguments.of(
                        "adapter-json-moshi",
                        new String[] {"dev.latchkey.moshi"},
                        with(PORTS, "com.squareup.moshi..", "okio..")),
                Arguments.of("adapter-storage-file", new String[] {"dev.latchkey.file"}, PORTS),
                Arguments.of(
                        "adapter-storage-keyring",
                        new String[] {"dev.latchkey.keyring"},
                        with(PORTS, "com.github.javakeyring..", "org.freedesktop..", "javax.crypto..")),
                Arguments.of("adapter-clock", new String[] {"dev.latchkey.clock"}, PORTS),
                Arguments.of(
                        "auth-testkit",
                        new String[] {"dev.latchkey.testkit.."},
                        with(PORTS, "org.junit.jupiter..", "com.sun.net.httpserver..")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void aModuleSeesWhatTheTableSaysAndNothingElse(String module, String[] packages, String[] mayBeSeen) {
        classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(with(packages, mayBeSeen), EVERYWHERE))
                .because("of the table of modules")
                .check(all);
    }

    @Test
    void everyPackageButTheCommandLinesIsInTheTable() {
        Set<String> known = new TreeSet<>();
        modules().forEach(row -> known.addAll(List.of((String[]) row.get()[1])));
        Set<String> unknown = new TreeSet<>();
        all.that(not(resideInAnyPackage(known.toArray(String[]::new))))
                .that(not(resideInAPackage("dev.latchkey.cli..")))
                .forEach(type -> unknown.add(type.getName()));

        assertEquals(Set.of(), unknown);
    }

    @Test
    void nobodyImportsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.latchkey.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.latchkey.cli..")
                .check(all);
    }

    @Test
    void theCoreReadsNoClockAndTouchesNeitherSystemNorNetworkNorFiles() {
        String[] core = with(PORTS, DOMAIN);
        for (var forbidden : Map.of(
                        Instant.class, Set.of("now"),
                        System.class, Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty"),
                        Thread.class, Set.of("sleep"))
                .entrySet()) {
            for (String method : forbidden.getValue()) {
                noClasses()
                        .that()
                        .resideInAnyPackage(core)
                        .should()
                        .callMethodWhere(
                                target(owner(equivalentTo(forbidden.getKey()))).and(target(name(method))))
                        .check(all);
            }
        }
        noClasses()
                .that()
                .resideInAnyPackage(core)
                .should()
                .accessField(System.class, "out")
                .check(all);
        noClasses()
                .that()
                .resideInAnyPackage(core)
                .should()
                .accessField(System.class, "err")
                .check(all);
        noClasses()
                .that()
                .resideInAnyPackage(core)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net.http..", "java.nio.file..").or(equivalentTo(File.class)))
                .check(all);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.latchkey.(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void everyPackageSaysThatNothingInItIsNull() {
        Set<String> unmarked = new TreeSet<>();
        allPackages(all.getPackage("dev.latchkey"))
                .filter(one -> !one.getClasses().isEmpty())
                .filter(one -> !one.isAnnotatedWith(NullMarked.class))
                .forEach(one -> unmarked.add(one.getName()));

        assertEquals(Set.of(), unmarked);
    }

    @Test
    void eachTechnologyStaysWhereItBelongs() {
        only("dagger..", "dev.latchkey.cli.wiring..");
        only("jakarta.inject..", "dev.latchkey.cli.wiring..");
        only("picocli..", "dev.latchkey.cli..");
        only("okhttp3..", "dev.latchkey.okhttp..", "dev.latchkey.cli.request..");
        only("com.squareup.moshi..", "dev.latchkey.moshi..");
        only("com.github.javakeyring..", "dev.latchkey.keyring..");
        only("org.freedesktop..", "dev.latchkey.keyring..");
    }

    @Test
    void theRulesLookAtAllModules() {
        for (String one : with(
                with(PORTS, DOMAIN),
                "dev.latchkey.okhttp",
                "dev.latchkey.moshi",
                "dev.latchkey.file",
                "dev.latchkey.keyring",
                "dev.latchkey.clock",
                "dev.latchkey.testkit",
                "dev.latchkey.cli.wiring")) {
            assertTrue(all.containPackage(one), one);
        }
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

    private static Stream<JavaPackage> allPackages(JavaPackage root) {
        return Stream.concat(Stream.of(root), root.getSubpackages().stream().flatMap(ArchitectureTest::allPackages));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }
}
