package dev.latchkey.console;

import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.contract.UserPromptContract;

class ConsolePromptContractTest extends UserPromptContract {
    private final Screen screen = new Screen();
    private final UserPrompt prompt =
            new ConsolePrompt(screen.terminal(), PromptStyle.plain(), page -> false, code -> false);

    @Override
    protected UserPrompt prompt() {
        return prompt;
    }

    @Override
    protected String seen() {
        return screen.text();
    }
}
