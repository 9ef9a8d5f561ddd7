package dev.latchkey.cli.demo;

import dev.latchkey.console.Terminal;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** An authorization server with a small API, on this machine alone, for whoever wants to try the commands by hand. */
public final class DemoServer {
    private static final Duration LONG = Duration.ofDays(1);

    private final Terminal terminal;
    private final Json json;
    private final TimeSource time;

    public DemoServer(Terminal terminal, Json json, TimeSource time) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.json = Objects.requireNonNull(json, "json");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * Serves until the thread is interrupted, after it told what to type.
     *
     * @return what to throw then, since that is its only end
     */
    public CancelledException serve() {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .clientId("demo")
                .clientName("Latchkey's demo")
                .start()) {
            tell(server.issuer(), server.uri("/api/hello"), server.clientId());
            while (true) {
                time.pause(LONG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CancelledException("The demo's server has ended.", e);
        }
    }

    private void tell(URI issuer, URI api, String clientId) {
        PrintStream out = terminal.out();
        out.println("An authorization server runs at " + issuer + ", on this machine alone, until Ctrl-C.");
        out.println("In another terminal:");
        out.println();
        out.println("  latchkey provider add demo --issuer " + issuer + " --client-id " + clientId + " --api-origin "
                + issuer);
        out.println("  export LATCHKEY_PROVIDER=demo");
        out.println("  latchkey login");
        out.println("  latchkey sessions");
        out.println("  latchkey token --format header | curl -H @- " + api);
        out.println("  latchkey logout");
        out.println("  latchkey provider remove demo");
        out.println("  unset LATCHKEY_PROVIDER");
        out.flush();
    }
}
