package dev.latchkey.testkit;

import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.contract.UserPromptContract;

class RecordingPromptTest extends UserPromptContract {
    private final RecordingPrompt prompt = new RecordingPrompt();

    @Override
    protected UserPrompt prompt() {
        return prompt;
    }

    @Override
    protected String seen() {
        return prompt.shown() + "\n" + String.join("\n", prompt.warnings());
    }
}
