package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.util.HashSet;
import java.util.Set;

/** Tells the person who waits what is odd: each thing once, not at each poll. Used by one thread. */
final class Notices {
    /** A server that says something else each time is not listened to for ever. */
    private static final int MOST = 10;

    private final UserPrompt prompt;
    private final Set<DisplayText> told = new HashSet<>();

    Notices(UserPrompt prompt) {
        this.prompt = prompt;
    }

    void tell(DisplayText what) {
        if (told.size() < MOST && told.add(what)) {
            prompt.warning(what);
        }
    }
}
