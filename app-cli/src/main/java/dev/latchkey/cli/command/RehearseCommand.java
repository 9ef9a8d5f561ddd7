package dev.latchkey.cli.command;

import dev.latchkey.cli.demo.DemoHome;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs the most common commands in one process, against a server and in a folder of its own, so that the JVM loads their classes and the
 * package can record them. If no list of further classes to load is given, runs only a login and a renewal.
 */
record RehearseCommand(
        Options options, Json json, Environment environment, Function<Environment, CommandRunner> runners)
        implements Command {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(1);
    private static final String RENEWAL = "token";
    private static final String USERINFO = "USERINFO";
    private static final List<String> LINES = List.of(
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
                DemoHome home = new DemoHome()) {
            server.autoApprove("ann");
            Environment isolated =
                    new Environment(Map.of("LATCHKEY_HOME", home.folder().toString()), "", environment.system());
            CommandRunner runner = runners.apply(isolated);
            String options = "--client-id=" + server.clientId() + " --issuer=" + server.issuer() + " ";
            int code = runner.run((options + "login --no-browser --store=file").split(" "));
            if (code != ExitCode.DONE.code()) {
                return ExitCode.UNEXPECTED;
            }
            environment.time().pause(TOKEN_LIFE);
            runner.run((options + RENEWAL).split(" "));
            for (String line : this.options.word() == null ? List.<String>of() : LINES) {
                String address = server.uri(Endpoint.USERINFO).toString();
                runner.run((options + line.replace(USERINFO, address)).split(" "));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The rehearsal was cancelled.", e);
        }
        load();
        return ExitCode.DONE;
    }

    private void load() {
        String classes = options.word();
        if (classes == null) {
            return;
        }
        try (Stream<String> lines = Files.lines(Path.of(classes))) {
            lines.filter(line -> !line.startsWith("#")).forEach(RehearseCommand::load);
        } catch (IOException e) {
            throw new UsageException("The list of classes, " + classes + ", cannot be read.", e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, RehearseCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // Another JDK may not have this class.
        }
    }
}
