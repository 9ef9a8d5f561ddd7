package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.DemoFailedException;
import dev.latchkey.cli.demo.DemoServer;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Browser;
import dev.latchkey.console.PromptStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what this is about. */
@Command(
        name = "demo",
        description =
                "The whole story, from login to logout, against a server that runs in this process. Needs no account"
                        + " and leaves nothing behind.")
final class DemoCommand extends BaseCommand {
    @Option(names = "--auto", description = "Approve the login by itself, so that nobody is needed.")
    private boolean auto;

    @Option(
            names = "--serve",
            description = "Only run the server, until Ctrl-C, and say how to try the commands with it.")
    private boolean serve;

    @Option(names = "--no-browser", description = "Do not open a browser.")
    private boolean noBrowser;

    @Override
    ExitCode run(CliComponent cli) {
        if (serve && auto) {
            throw new UsageException(
                    "--auto is for the story that the demo tells; with --serve you are the one who approves.");
        }
        if (serve) {
            throw new DemoServer(cli.terminal(), cli.json(), cli.time()).serve();
        }
        Browser browser =
                new Browser(cli.environment().variables(), cli.environment().system());
        boolean opens = !noBrowser && cli.terminal().errIsTerminal() && browser.isNearby();
        PromptStyle style = PromptStyle.of(cli.terminal(), cli.environment().variables(), false);
        try {
            new Demo(cli.terminal(), cli.json(), cli.adapters().http(), cli.time())
                    .run(auto, style, page -> opens && browser.open(page));
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            cli.terminal().note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }
}
