package dev.latchkey.cli.demo;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.request.RequestSpec;
import dev.latchkey.cli.request.StreamedRequests;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.console.Terminal;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.session.AuthSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One program that uses the session; each has a graph of its own, as a process has. */
final class Program {
    private final CliComponent cli;
    private final AuthSession session;

    /** A program that is given the server by the same options as a person would. */
    Program(LoopbackAuthorizationServer server, Path home, Terminal terminal) {
        ParsedLine line = LineParser.parse(
                "token",
                "--issuer=" + server.issuer(),
                "--client-id=" + server.clientId(),
                "--api-origin=" + server.issuer());
        Environment environment = new Environment(Map.of("LATCHKEY_HOME", home.toString()), home.toString(), "");
        cli = DaggerCliComponent.factory().create(environment, terminal, line, new OpenSessions());
        SelectedProvider provider = cli.provider();
        session = cli.sessions().open(provider, cli.accounts().selected(provider));
    }

    AuthSession session() {
        return session;
    }

    /** What came of a request: the status and the body. */
    record Answer(int status, String body) {}

    /** Makes a request with the session's token. */
    Answer get(URI target) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = StreamedRequests.quiet(
                        cli.clientSettings(),
                        new DeviceCodeCredential(session),
                        cli.terminal().in())
                .send(
                        new RequestSpec("GET", target, List.of(), null),
                        new PrintStream(body, true, StandardCharsets.UTF_8));
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }
}
