package dev.latchkey.cli.console;

import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.contract.UserPromptContract;

class JsonPromptContractTest extends UserPromptContract {
    private final Screen screen = new Screen();
    private final UserPrompt prompt =
            new JsonPrompt(new JsonLines(new MoshiJson(), screen.terminal().out()));

    @Override
    protected UserPrompt prompt() {
        return prompt;
    }

    @Override
    protected String seen() {
        return screen.text();
    }
}
