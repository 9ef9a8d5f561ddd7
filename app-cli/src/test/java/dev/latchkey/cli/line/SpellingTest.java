package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "'','',0",
        "a,'',1",
        "'',abc,3",
        "token,token,0",
        "tokn,token,1",
        "tokne,token,1",
        "toke,token,1",
        "tokens,token,1",
        "xyz,abc,3",
        "ca,abc,3",
    })
    void countsEachTypoOnce(String one, String other, int distance) {
        assertEquals(distance, Spelling.distance(one, other));
        assertEquals(distance, Spelling.distance(other, one));
    }

    @Test
    void findsTheNearestName() {
        List<String> known = List.of("login", "logout", "token", "status", "sessions");

        assertEquals(List.of("token"), Spelling.nearest("tokn", known));
        assertEquals(List.of("status"), Spelling.nearest("statsu", known));
        assertEquals(List.of("login"), Spelling.nearest("logn", known));
        assertEquals(List.of("sessions"), Spelling.nearest("session", known));
    }

    @Test
    void findsAllNamesAtTheSameDistance() {
        assertEquals(List.of("--bar", "--car"), Spelling.nearest("--far", List.of("--bar", "--car", "--cat")));
    }

    @Test
    void ignoresDistantNames() {
        assertEquals(List.of(), Spelling.nearest("frobnicate", List.of("login", "token")));
        assertEquals(List.of(), Spelling.nearest("-x", List.of("-u", "-h", "-v")));
        assertEquals(List.of(), Spelling.nearest("--no-such-option", List.of("--no-browser", "--json")));
        assertEquals(List.of(), Spelling.nearest("", List.of("-u", "ab")));
    }
}
