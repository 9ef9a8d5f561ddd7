package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.DemoFailedException;
import dev.latchkey.cli.demo.DemoServer;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOptions;
import dev.latchkey.console.Terminal;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.Json;

/** Shows what this is about. */
public record DemoCommand(Options options, Terminal terminal, Json json, Environment environment) implements Command {
    @Override
    public ExitCode run() {
        boolean auto = options.has("auto");
        if (options.has("serve")) {
            if (auto) {
                throw new UsageException(
                        "--auto is for the story that the demo tells; with --serve you are the one who" + " approves.");
            }
            throw new DemoServer(terminal, json, environment.time()).serve();
        }
        PromptOptions prompt = new PromptOptions(!options.has("no-browser") && !auto, false, false);
        try {
            // To the server in this process, whatever provider and proxy the environment names.
            new Demo(terminal, json, new OkHttpTransport(), environment.time())
                    .run(auto, ConsolePrompt.of(terminal, environment.variables(), environment.system(), prompt));
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            terminal.note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }
}
