package dev.latchkey.cli.text;

import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.contract.UserPromptContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

class JsonPromptContractTest extends UserPromptContract {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final UserPrompt prompt = new JsonPrompt(ResultsTest.results(bytes));

    @Override
    protected UserPrompt prompt() {
        return prompt;
    }

    @Override
    protected String seen() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
