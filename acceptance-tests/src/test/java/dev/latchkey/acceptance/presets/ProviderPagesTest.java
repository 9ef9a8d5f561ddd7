package dev.latchkey.acceptance.presets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.preset.ServerPreset;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.PresetConfigs;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in {@code docs/providers}: each preset has one, and the commands on it work. */
class ProviderPagesTest {
    private static final Path FOLDER = Path.of("../docs/providers");
    private static final PresetConfigs PRESETS = new PresetConfigs(new MoshiJson());
    /** A word, or one in quotation marks. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    /** The names of options in an imitation's script. */
    private static final Map<String, String> OPTIONS = Map.of(
            "host", "host",
            "tenant", "tenant",
            "issuer", "issuer",
            "secret", "client-secret-file",
            "scopes", "scope",
            "audience", "audience");

    private static Stream<String> names() {
        return ServerPresets.NAMES.stream();
    }

    private static String page(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + ".md"));
    }

    @Test
    void theIndexListsEveryPage() throws IOException {
        List<String> linked = Pattern.compile("\\]\\(([a-z0-9]+)\\.md\\) \\| `([a-z0-9]+)`")
                .matcher(page("README"))
                .results()
                .map(link -> link.group(1).equals(link.group(2)) ? link.group(1) : link.group())
                .sorted()
                .toList();

        assertEquals(ServerPresets.NAMES, linked);
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(ServerPresets.NAMES.size() + 1, files.count());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCommandsOnAPageAddAProvider(String name) throws IOException {
        List<Options> commands = commands(name);

        for (Options line : commands) {
            if (line.has("preset")) {
                assertEquals(name, line.value("preset"));
                ProviderConfig given = ProviderConfig.builder(String.valueOf(line.value("client-id")))
                        .issuer(line.value("issuer"))
                        .build();
                PresetChoice choice = PresetChoice.of(name, line.value("host"), line.value("tenant"));
                ProviderSelection.checked("work", PRESETS.config(choice, given));
            }
        }
        assertTrue(commands.stream().anyMatch(line -> line.command().equals("provider add")));
        assertTrue(commands.stream().anyMatch(line -> line.command().equals("login") && line.has("preset")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPageNamesTheOptionsThatItsImitationsUse(String name) throws IOException {
        Set<String> named = new HashSet<>();
        commands(name).forEach(line -> named.addAll(line.options().keySet()));

        for (Script script : Script.all()) {
            if (script.preset().equals(name)) {
                script.part("options")
                        .keySet()
                        .forEach(key -> assertTrue(named.contains(OPTIONS.get(key)), () -> script + " needs " + key));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPageContainsItsPresetsNotes(String name) throws IOException {
        String page = page(name).replaceAll("\\s+", " ");
        ServerPreset preset = PRESETS.named(name);

        assertTrue(page.contains("*The preset `" + name + "`: " + preset.server() + ".*"));
        String client = preset.client();
        assertTrue(page.contains(client.substring(client.lastIndexOf("https://"))), client);
        assertTrue(page.contains(": " + preset.shown().get("sure") + ". **Unsure**: "
                + preset.shown().get("unsure") + "."));
    }

    /** The commands on a page, parsed by the command line's parser, which refuses unknown options. */
    private static List<Options> commands(String name) throws IOException {
        List<Options> commands = new ArrayList<>();
        for (String line : page(name).split("\n", -1)) {
            if (line.startsWith("latchkey ")) {
                commands.add(LineParser.parse(words(line.substring("latchkey ".length()))));
            }
        }
        return commands;
    }

    private static String[] words(String line) {
        return WORD.matcher(line).results().map(ProviderPagesTest::word).toArray(String[]::new);
    }

    private static String word(MatchResult word) {
        return word.group(1) != null ? word.group(1) : word.group(2);
    }
}
