package dev.latchkey.testkit.torture;

import java.util.List;

/**
 * One event.
 *
 * @param process the process id
 * @param thread the thread's id
 * @param kind what happened
 * @param details what it happened to; tokens are fingerprints
 */
record JournalLine(long process, long thread, Kind kind, List<String> details) {
    /** What happened. */
    enum Kind {
        /** A process has made its first call. */
        READY,
        /** A lock was acquired: its name. */
        ENTER,
        /** A lock is about to be released: its name. */
        LEAVE,
        /** A refresh token is about to be sent. */
        SENT,
        /** The response had another one: the token that was sent, and the new one. */
        ANSWERED,
        /** It was refused with {@code invalid_grant}. */
        REFUSED,
        /** There was another response, or none. */
        NOT_ANSWERED,
        /** A session was stored: its refresh token, or {@code none}. */
        SAVED,
        /** The harness logged in: the refresh token, and the number of its family at the server. */
        LOGGED_IN,
        /** A caller was told to log in. */
        LOGIN_REQUIRED,
        /** A document could not be read. */
        UNREADABLE,
        /** The protected API refused a token that is still returned half a second later. */
        STALE,
        /** A caller got an unexplained exception: its class, and its reason if it has one. */
        FAILED,
        /** A caller waited for its token: how many milliseconds. */
        WAITED,
        /** A process ended by itself: the number of calls, and of calls that could not reach the server. */
        DONE,
        /** The process of that id was killed and has ended. */
        KILLED,
        /** From now on, others may consider the process of that id dead although it is alive. */
        HINDERED,
        /** That is over. */
        FREED,
        /** From now on, the store may lose what is saved. */
        AT_RISK,
        /** That is over. */
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
