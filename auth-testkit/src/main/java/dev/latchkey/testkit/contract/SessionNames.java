package dev.latchkey.testkit.contract;

import dev.latchkey.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Difficult names for a store: separators, device names, names that are nearly equal, long names. */
final class SessionNames {
    private static final int LONGEST = 255;

    private static final List<String> NAMES = List.of(
            "alice",
            "Alice",
            "ALICE",
            "alice@example.com",
            "alice.",
            "alice ",
            " alice",
            "_default",
            "-",
            "~",
            ".",
            "..",
            "...",
            "../../etc/passwd",
            "..\\..\\windows",
            "/",
            "/etc/passwd",
            "\\",
            "a/b",
            "a\\b",
            "a:b",
            "C:",
            "C:\\x",
            "a%2fb",
            "a%2Fb",
            "%",
            "%%",
            "%~",
            "%u0061",
            "%2e",
            "a%",
            "a%u",
            "a%u00",
            "CON",
            "con",
            "nul.txt",
            "Aux",
            "com1",
            "LPT9.log",
            "com\u00b9",
            "current",
            "Current",
            "locks",
            "sessions",
            "session.json",
            "session.lock",
            ".name",
            ".token",
            ".token.lock",
            "name",
            "josé",
            "jose\u0301",
            "日本語",
            "\uD83D\uDD11",
            "\uD83D",
            "\uDD11",
            "\uFFFD",
            "?",
            "*",
            "<a>",
            "a|b",
            "\"a\"",
            "'a'",
            "$HOME",
            "`a`",
            "a\u202Eb",
            "a\u200Bb",
            "auth0|5f7c8ec7c33c6c004bbafe82",
            "--help");

    private SessionNames() {}

    /** Distinct sessions; half of the names are used for the account, half for the provider. */
    static List<SessionId> hard(String provider) {
        List<SessionId> ids = new ArrayList<>();
        allNames().forEach(name -> ids.add(new SessionId(provider, name)));
        allNames().filter(name -> !name.equals(provider)).forEach(name -> ids.add(new SessionId(name, "alice")));
        ids.add(new SessionId("a", "b/c"));
        ids.add(new SessionId("a/b", "c"));
        return ids;
    }

    private static Stream<String> allNames() {
        Stream<String> longOnes = Stream.of("x", "X", "日", "\uD83D\uDD11", "%", ".")
                .flatMap(text -> Stream.of(repeated(text, LONGEST), repeated(text, LONGEST - 1)))
                .distinct();
        return Stream.concat(NAMES.stream(), longOnes);
    }

    private static String repeated(String text, int length) {
        return text.repeat(length / text.length());
    }
}
