package dev.latchkey.cli.command;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.session.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.contract.UserPromptContract;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class JsonPromptContractTest extends UserPromptContract {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final UserPrompt prompt = new LoginCommand.JsonPrompt(new Results(
            Terminal.of(InputStream.nullInputStream(), out, out),
            new MoshiJson(),
            LineParser.parse("login", "--json")));

    @Override
    protected UserPrompt prompt() {
        return prompt;
    }

    @Override
    protected String seen() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
