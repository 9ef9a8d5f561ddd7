package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.DemoHome;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs in one process what people and scripts run often, against a server and in a folder of its own, so that the JVM loads what
 * that takes and the package can write it down.
 */
final class RehearseCommand implements BaseCommand {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(1);
    private static final List<String> LINES = List.of(
            "token",
            "status",
            "sessions",
            "token --format json",
            "status --verbose",
            "status --no-such-option",
            "docker-credential list",
            "logout");

    private final @Nullable Path classes;

    RehearseCommand(ParsedLine line) {
        this.classes = file(line.word(0));
    }

    private static @Nullable Path file(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(cli.json())
                        .interval(Duration.ofSeconds(1))
                        .accessTokenLife(TOKEN_LIFE)
                        .start();
                DemoHome home = new DemoHome()) {
            server.autoApprove("ann");
            Environment environment = new Environment(
                    Map.of("LATCHKEY_HOME", home.folder().toString()),
                    "",
                    cli.environment().system());
            CommandRunner runner = new CommandRunner(
                    cli.terminal(),
                    line -> DaggerCliComponent.factory().create(environment, cli.terminal(), line, new OpenSessions()));
            String options = " --client-id=" + server.clientId() + " --issuer=" + server.issuer();
            int code = runner.run(("login --no-browser --store=file" + options).split(" "));
            if (code != ExitCode.DONE.code()) {
                return ExitCode.UNEXPECTED;
            }
            cli.time().pause(TOKEN_LIFE);
            for (String line : LINES) {
                runner.run((line + options).split(" "));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The rehearsal was cancelled.", e);
        }
        load();
        return ExitCode.DONE;
    }

    private void load() {
        if (classes == null) {
            return;
        }
        try (Stream<String> lines = Files.lines(classes)) {
            lines.filter(line -> !line.startsWith("#")).forEach(RehearseCommand::load);
        } catch (IOException e) {
            throw new UsageException("The list of classes, " + classes + ", cannot be read.", e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, RehearseCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // Another JDK has others.
        }
    }
}
