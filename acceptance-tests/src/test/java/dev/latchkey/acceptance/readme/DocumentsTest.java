package dev.latchkey.acceptance.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the commands, links and types in the documents. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** A token in a shell command line, but not its length. */
    private static final Pattern TOKEN =
            Pattern.compile("\\$\\{?[A-Z_]*TOKEN\\b|\\$\\(\\s*latchkey\\b[^)]*|`latchkey [^`]*\\btoken\\b[^`]*`(?=\")");
    /** The start of a command that may have a token as an argument. */
    private static final Pattern BEGIN = Pattern.compile("[|;&`]|\\$ |\\bsh -c ['\"]|\\bfor: |\\bthen |\\bdo ");
    /** Shell built-ins, whose arguments other processes cannot see. */
    private static final Set<String> SHELL = Set.of("", "eval", "printf", "echo", "export", "test", "[", "read");

    @Test
    void noDocumentedCommandHasATokenInAnArgument() throws IOException {
        List<String> bad = new ArrayList<>();
        for (Path file : documented()) {
            for (String line : Files.readString(file).replace("\\\"", "\"").split("\n", -1)) {
                if (hasTokenInArgument(line)) {
                    bad.add(ROOT.relativize(file) + ": " + line.strip());
                }
            }
        }
        assertEquals(List.of(), bad);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latchkey exec -- sh -c 'curl -H \"Authorization: Bearer $LATCHKEY_TOKEN\" https://api.example.com'",
                "$ curl -s -H \"$(latchkey token --format header)\" https://api.example.com",
                "  curl     curl -H \"$(latchkey --provider work token --format header)\" https://api.example.com/",
                "x | wget --header=\"Authorization: Bearer ${LATCHKEY_TOKEN}\"",
                "curl --oauth2-bearer $GITLAB_TOKEN https://api.example.com",
                "docker login -p \"$(latchkey token)\" registry.example.com",
            })
    void thisIsATokenInAnArgument(String line) {
        assertTrue(hasTokenInArgument(line), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latchkey token --format header | curl -H @- https://api.example.com",
                "latchkey exec -- sh -c 'printf \"Authorization: Bearer %s\" \"$LATCHKEY_TOKEN\" | curl -H @- x'",
                "`eval \"$(latchkey token --format env)\"` sets `LATCHKEY_TOKEN`",
                "latchkey exec -- sh -c 'echo the token has ${#LATCHKEY_TOKEN} characters'",
                "so that `$(latchkey token)` is a token",
                "COMPREPLY=($(compgen -W \"$(latchkey complete providers)\" -- \"$current\"))",
            })
    void thisIsNoTokenInAnArgument(String line) {
        assertFalse(hasTokenInArgument(line), line);
    }

    private static boolean hasTokenInArgument(String line) {
        return TOKEN.matcher(line)
                .results()
                .filter(token ->
                        !token.group().startsWith("$(") || token.group().matches(".*\\btoken\\b.*"))
                .anyMatch(token -> !SHELL.contains(program(line.substring(0, token.start()))));
    }

    /** The first word of the command at the end of the text. */
    private static String program(String before) {
        int begin =
                BEGIN.matcher(before).results().mapToInt(MatchResult::end).max().orElse(0);
        return before.substring(begin).strip().split("[\\s\"]+", -1)[0];
    }

    private static List<Path> documented() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("SECURITY.md")));
        files.addAll(files(ROOT.resolve("docs"), name -> name.endsWith(".md")));
        files.addAll(files(ROOT.resolve("app-cli/src/main/resources"), name -> name.endsWith(".txt")));
        // Help texts and the demo's output.
        files.addAll(files(ROOT.resolve("app-cli/src/main/java"), name -> name.endsWith(".java")));
        return files;
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> wanted.test(file.toString())).sorted().toList();
        }
    }

    @Test
    void installedDocumentsLinkOnlyToInstalledFiles() throws IOException {
        Set<Path> installed = installed();
        Set<String> dead = new TreeSet<>();
        for (Path file : installed) {
            if (!file.toString().endsWith(".md")) {
                continue;
            }
            Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)")
                    .matcher(Files.readString(file))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                    .filter(link -> installed.stream()
                            .noneMatch(each ->
                                    each.startsWith(file.resolveSibling(link).normalize())))
                    .forEach(link -> dead.add(ROOT.relativize(file) + " -> " + link));
        }
        assertTrue(installed.size() > 10, installed::toString);
        assertEquals(Set.of(), dead);
    }

    /** As listed in the packages' description. */
    private static Set<Path> installed() throws IOException {
        String assembly = Files.readString(ROOT.resolve("distribution/src/main/assembly/program.xml"));
        int start = assembly.indexOf("<outputDirectory>share/doc/latchkey<");
        String includes = assembly.substring(start, assembly.indexOf("</includes>", start));
        Set<Path> files = new TreeSet<>();
        for (MatchResult include : Pattern.compile("<include>(.*)</include>")
                .matcher(includes)
                .results()
                .toList()) {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + ROOT + "/" + include.group(1));
            Path folder = include.group(1).startsWith("docs/") ? ROOT.resolve("docs") : ROOT;
            try (Stream<Path> all = Files.walk(folder, folder.equals(ROOT) ? 1 : 9)) {
                all.filter(Files::isRegularFile).filter(matcher::matches).forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void theApiPartOfTheChangelogNamesPublicTypes() throws IOException {
        String api = files(ROOT.resolve("docs/api"), name -> name.endsWith(".txt")).stream()
                .map(DocumentsTest::text)
                .collect(Collectors.joining("\n"));
        String changelog = Files.readString(ROOT.resolve("CHANGELOG.md"));
        Set<String> unknown = new TreeSet<>();
        for (String part : changelog.split("\n### ", -1)) {
            if (part.startsWith("API") || part.startsWith("SPI")) {
                Pattern.compile("`([A-Z][a-z]+\\w*)")
                        .matcher(part.split("\n## ", -1)[0])
                        .results()
                        .map(type -> type.group(1))
                        .filter(type ->
                                !Set.of("OkHttpClient", "BigDecimal", "Retry").contains(type))
                        .filter(type -> !Pattern.compile("\\b(class|interface|record|enum) [\\w.]*\\b" + type + "\\b")
                                .matcher(api)
                                .find())
                        .forEach(unknown::add);
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theProviderOnThePageIsTheOneThatWasAdded() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/cli.md"));

        assertEquals(group(page, "provider add work .*--api-origin (\\S+)"), group(page, "\napi_origins: (\\S+)"));
        assertEquals(group(page, "provider add work .*--issuer (\\S+)"), group(page, "\nissuer: (\\S+)"));
        assertEquals(group(page, "provider add work .*--client-id (\\S+)"), group(page, "\nclient_id: (\\S+)"));
    }

    private static String group(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
