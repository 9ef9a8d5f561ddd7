package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs the most common commands in one process, against a server and in a folder of its own, so that the JVM loads their classes and the
 * package can record them. If no list of further classes to load is given, runs only a login and a renewal.
 */
record RehearseCommand(Options options, Json json, Environment environment, Terminal terminal) implements Command {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(1);
    private static final String USERINFO = "USERINFO";
    private static final List<String> LINES = List.of(
            "token",
            "status",
            "sessions",
            "token --format json",
            "status --verbose",
            "status --no-such-option",
            "docker-credential list",
            "request " + USERINFO,
            "provider list",
            "help files",
            "exec -- true",
            "logout");

    @Override
    public ExitCode run() {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                        .interval(Duration.ofSeconds(1))
                        .accessTokenLife(TOKEN_LIFE)
                        .start();
                DemoCommand.Home home = new DemoCommand.Home()) {
            server.autoApprove("ann");
            Commands runner = new Commands(home.environment(environment.system()), terminal);
            String options = "--client-id=" + server.clientId() + " --issuer=" + server.issuer() + " ";
            if (runner.run((options + "login --no-browser --store=file").split(" ")) != ExitCode.DONE.code()) {
                return ExitCode.UNEXPECTED;
            }
            environment.time().pause(TOKEN_LIFE);
            String address = server.uri(Endpoint.USERINFO).toString();
            for (String line : this.options.word() == null ? List.of("token") : LINES) {
                runner.run((options + line.replace(USERINFO, address)).split(" "));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The rehearsal was cancelled.", e);
        }
        String classes = options.word();
        if (classes != null) {
            load(Path.of(classes));
        }
        return ExitCode.DONE;
    }

    private static void load(Path classes) {
        try {
            for (String line : Files.readAllLines(classes)) {
                if (!line.startsWith("#")) {
                    load(line.replace('/', '.'));
                }
            }
        } catch (IOException e) {
            throw new UsageException("The list of classes, " + classes + ", cannot be read.", e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, RehearseCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // Another JDK may not have this class.
        }
    }
}
