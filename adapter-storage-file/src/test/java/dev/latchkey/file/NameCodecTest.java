package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameCodecTest {
    private static final String ALPHABET = "aAbB%u0../\\ :~-_@é日\uD83D\uDD11\uFFFDnulNUL";

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice@example.com", "_default", "bob-2", "a.b", "x+y@z.org", "0"})
    void aHarmlessNameStaysAsItIs(String name) {
        assertEquals(name, NameCodec.ESCAPED.encode(name));
        assertEquals(name, NameCodec.AS_GIVEN.encode(name));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Alice,%41lice",
                ".,%2e",
                "..,%2e%2e",
                "a.,a%2e",
                ".a,%2ea",
                "a/b,a%2fb",
                "a\\b,a%5cb",
                "a b,a%20b",
                "%2f,%252f",
                "é,%e9",
                "\u00ff,%ff",
                "\u0100,%u0100",
                "日,%u65e5",
                "nul,%6eul",
                "con.txt,%63on.txt",
                "com9,%63om9",
                "com0,%63om0",
                "lpt1,%6cpt1",
                "abc1,abc1",
                "comx,comx",
                "current,%63urrent"
            })
    void whatMightHarmIsEscaped(String name, String folder) {
        assertEquals(folder, NameCodec.ESCAPED.encode(name));
        assertEquals(Optional.of(name), NameCodec.ESCAPED.decode(folder));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Alice,Alice",
                ".alice,.alice",
                "Jane Doe,Jane Doe",
                "josé,josé",
                "日本語,日本語",
                "current,current",
                "..,.%2e",
                ".,%2e",
                "a.,a%2e",
                "a ,a%20",
                "a/b,a%2fb",
                "C:,C%3a",
                "NUL,%4eUL",
                "\ud7ff,\ud7ff",
                "\ud800,%ud800",
                "\udfff,%udfff",
                "a%2fb,a%252fb"
            })
    void aNameThatAnotherProgramUsesStaysAsGivenIfAnySystemTakesIt(String name, String folder) {
        assertEquals(folder, NameCodec.AS_GIVEN.encode(name));
        assertEquals(Optional.of(name), NameCodec.AS_GIVEN.decode(folder));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%", "a%", "%4", "%41%", "%zz", "%u00", "%u41", "%61", "%2E", "Alice", ".name", "a.", "current", "%+1"
            })
    void aSpellingThatWouldNotBeChosenIsForeign(String folder) {
        assertEquals(Optional.empty(), NameCodec.ESCAPED.decode(folder));
    }

    @ParameterizedTest
    @EnumSource(NameCodec.class)
    void noTwoNamesShareAFolderAndEachIsReadBack(NameCodec codec) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        Map<String, String> nameOf = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String name = randomName(random);
            String folder = codec.encode(name);
            // Compares names as a file system that ignores case would.
            String key = codec == NameCodec.ESCAPED ? folder.toLowerCase(Locale.ROOT) : folder;
            assertEquals(name, nameOf.computeIfAbsent(key, absent -> name), folder);
            assertEquals(Optional.of(name), codec.decode(folder));
            assertFalse(
                    folder.contains("/") || folder.contains("\\") || folder.equals("..") || folder.equals("."), name);
        }
    }

    @Test
    void anEscapedNameIsAsciiWhateverTheLocaleOfTheProcess() {
        String folder = NameCodec.ESCAPED.encode("日本語é\uD83D\uDD11\uDD11");
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(folder), folder);
    }

    @Test
    void aNameIsHashedWhenItWouldGetTooLongAndNotBefore() {
        assertEquals("x".repeat(140), NameCodec.ESCAPED.encode("x".repeat(140)));
        assertTrue(NameCodec.isHashed(NameCodec.ESCAPED.encode("x".repeat(141))));
        assertEquals("X".repeat(255), NameCodec.AS_GIVEN.encode("X".repeat(255)));
        assertEquals("日".repeat(85), NameCodec.AS_GIVEN.encode("日".repeat(85)));
        assertTrue(NameCodec.isHashed(NameCodec.AS_GIVEN.encode("日".repeat(86))));
    }

    @ParameterizedTest
    @EnumSource(NameCodec.class)
    void longNamesThatBeginAlikeHaveFoldersOfTheirOwn(NameCodec codec) {
        String folder = codec.encode("日".repeat(254) + "a");
        assertNotEquals(folder, codec.encode("日".repeat(254) + "b"));
        assertTrue(folder.getBytes(StandardCharsets.UTF_8).length <= 255);
        assertEquals(Optional.empty(), codec.decode(folder));
    }

    private static String randomName(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(1, 8);
        for (int i = 0; i < length; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
