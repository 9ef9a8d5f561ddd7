package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.DemoFailedException;
import dev.latchkey.cli.demo.DemoServer;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Browser;
import dev.latchkey.console.PromptStyle;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;

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
        Browser browser =
                new Browser(cli.environment().variables(), cli.environment().system());
        boolean opens = !noBrowser && cli.terminal().errIsTerminal() && browser.isNearby();
        PromptStyle style = PromptStyle.of(cli.terminal(), cli.environment().variables(), false);
        try {
            new Demo(cli.terminal(), cli.json(), http(cli), cli.time())
                    .run(auto, style, page -> opens && browser.open(page));
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            cli.terminal().note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }

    /** To the server in this process, whatever provider the environment names. */
    private static HttpTransport http(CliComponent cli) {
        return new OkHttpTransport(ClientSettings.builder()
                .environment(cli.environment().variables())
                .build());
    }
}
