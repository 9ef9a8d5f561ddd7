package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.Demo;
import dev.latchkey.cli.demo.DemoFailedException;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOption;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.Json;
import java.time.Duration;
import java.util.Set;

/** Demonstrates a login. */
record DemoCommand(Options options, Terminal terminal, Json json, Environment environment) implements Command {
    private static final Duration LONG = Duration.ofDays(1);

    @Override
    public ExitCode run() {
        boolean auto = options.has("auto");
        if (options.has("serve")) {
            if (auto) {
                throw new UsageException(
                        "--auto is for the story that the demo tells; with --serve you are the one who" + " approves.");
            }
            throw serve();
        }
        Set<PromptOption> prompt = options.has("no-browser") || auto ? Set.of(PromptOption.NO_BROWSER) : Set.of();
        try {
            // Ignores the environment's provider and proxy, because the server is in this process.
            new Demo(terminal, json, new OkHttpTransport(), environment.time())
                    .run(auto, ConsolePrompt.of(terminal, environment.variables(), environment.system(), prompt));
            return ExitCode.DONE;
        } catch (DemoFailedException e) {
            terminal.note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }

    /**
     * Prints what to type, then serves until the thread is interrupted.
     *
     * @return the exception to throw then, because it cannot end otherwise
     */
    private CancelledException serve() {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .clientId("demo")
                .clientName("Latchkey's demo")
                .start()) {
            tell(server);
            while (true) {
                environment.time().pause(LONG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CancelledException("The demo's server has ended.", e);
        }
    }

    private void tell(LoopbackAuthorizationServer server) {
        String issuer = server.issuer().toString();
        terminal.out().println("""
                An authorization server runs at %1$s, on this machine alone, until Ctrl-C.
                In another terminal:

                  latchkey provider add demo --issuer %1$s --client-id %2$s --api-origin %1$s
                  export LATCHKEY_PROVIDER=demo
                  latchkey login
                  latchkey sessions
                  latchkey token --format header | curl -H @- %3$s
                  latchkey logout
                  latchkey provider remove demo
                  unset LATCHKEY_PROVIDER""".formatted(issuer, server.clientId(), server.uri("/api/hello")));
        terminal.out().flush();
    }
}
