package dev.latchkey.session;

import dev.latchkey.model.DisplayText;

/** Text of a stored document in a message. */
final class Texts {
    private static final int LONGEST = 100;

    private Texts() {}

    static String shown(String fromDocument) {
        return DisplayText.clean(fromDocument, LONGEST);
    }
}
