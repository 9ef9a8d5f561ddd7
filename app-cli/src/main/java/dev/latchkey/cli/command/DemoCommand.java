package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.DemoFailedException;
import dev.latchkey.cli.demo.DemoServer;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOptions;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.UserPrompt;

/** Shows what this is about. */
final class DemoCommand implements BaseCommand {
    private final boolean auto;
    private final boolean serve;
    private final boolean noBrowser;

    DemoCommand(ParsedLine line) {
        this.auto = line.has("auto");
        this.serve = line.has("serve");
        this.noBrowser = line.has("no-browser");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        if (serve && auto) {
            throw new UsageException(
                    "--auto is for the story that the demo tells; with --serve you are the one who approves.");
        }
        if (serve) {
            throw new DemoServer(cli.terminal(), cli.json(), cli.time()).serve();
        }
        PromptOptions options = new PromptOptions(!noBrowser && !auto, false, false);
        UserPrompt prompt = ConsolePrompt.of(
                cli.terminal(), cli.environment().variables(), cli.environment().system(), options);
        try {
            // To the server in this process, whatever provider and proxy the environment names.
            new Demo(cli.terminal(), cli.json(), new OkHttpTransport(), cli.time()).run(auto, prompt);
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            cli.terminal().note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }
}
