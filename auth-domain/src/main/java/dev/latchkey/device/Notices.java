package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.port.UserPrompt;
import java.util.HashSet;
import java.util.Set;

/** Shows problems to the waiting person, each once instead of at each poll. Used by one thread. */
final class Notices {
    /** A limit, in case a server reports something different each time. */
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
