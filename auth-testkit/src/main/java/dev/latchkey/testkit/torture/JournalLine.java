package dev.latchkey.testkit.torture;

import java.util.List;

/**
 * One thing that happened.
 *
 * @param process the process id
 * @param thread the thread's id
 * @param kind what
 * @param details which; tokens by their fingerprint
 */
record JournalLine(long process, long thread, Kind kind, List<String> details) {
    /** What happened. */
    enum Kind {
        /** A process is there, and has made its first call. */
        READY,
        /** A lock was had: its name. */
        ENTER,
        /** A lock is about to be given back: its name. */
        LEAVE,
        /** A refresh token is about to be sent. */
        SENT,
        /** It was answered with another one: which was sent, which came. */
        ANSWERED,
        /** It was refused with {@code invalid_grant}. */
        REFUSED,
        /** It was answered in another way, or not at all. */
        NOT_ANSWERED,
        /** A session was stored: its refresh token, or {@code none}. */
        SAVED,
        /** The harness logged in anew: the refresh token, and the number of its family at the server. */
        LOGGED_IN,
        /** A caller was told to log in. */
        LOGIN_REQUIRED,
        /** A document was there and could not be read. */
        UNREADABLE,
        /** The protected API refused a token that is still handed out half a second later. */
        STALE,
        /** A caller got an exception that nothing explains: its class, and a reason if it has one. */
        FAILED,
        /** A caller had to wait for its token: how many milliseconds. */
        WAITED,
        /** A process ended by itself: how many calls it made, and how many of them could not reach the server. */
        DONE,
        /** The process of that id was killed and is gone. */
        KILLED,
        /** From here on the process of that id may be taken for dead, although it lives. */
        HINDERED,
        /** No more. */
        FREED,
        /** From here on the store may forget what is saved. */
        AT_RISK,
        /** No more. */
        SAFE
    }

    JournalLine {
        details = List.copyOf(details);
    }

    static JournalLine parse(String text) {
        String[] words = text.split(" ");
        return new JournalLine(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Kind.valueOf(words[2]),
                List.of(words).subList(3, words.length));
    }

    String toText() {
        return process + " " + thread + " " + kind + (details.isEmpty() ? "" : " " + String.join(" ", details)) + "\n";
    }

    String detail(int index) {
        return details.get(index);
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
