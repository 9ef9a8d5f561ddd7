package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageExceptionTest {
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
        assertEquals(distance, UsageException.distance(one, other));
        assertEquals(distance, UsageException.distance(other, one));
    }

    @Test
    void findsTheNearestName() {
        List<String> known = List.of("login", "logout", "token", "status", "sessions");

        assertEquals(List.of("token"), UsageException.nearest("tokn", known));
        assertEquals(List.of("status"), UsageException.nearest("statsu", known));
        assertEquals(List.of("login"), UsageException.nearest("logn", known));
        assertEquals(List.of("sessions"), UsageException.nearest("session", known));
    }

    @Test
    void findsAllNamesAtTheSameDistance() {
        assertEquals(List.of("--bar", "--car"), UsageException.nearest("--far", List.of("--bar", "--car", "--cat")));
    }

    @Test
    void ignoresDistantNames() {
        assertEquals(List.of(), UsageException.nearest("frobnicate", List.of("login", "token")));
        assertEquals(List.of(), UsageException.nearest("-x", List.of("-u", "-h", "-v")));
        assertEquals(List.of(), UsageException.nearest("--no-such-option", List.of("--no-browser", "--json")));
        assertEquals(List.of(), UsageException.nearest("", List.of("-u", "ab")));
    }
}
