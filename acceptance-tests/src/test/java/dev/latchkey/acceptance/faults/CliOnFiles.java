package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.command.Commands;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Terminal;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.faults.FaultFileSystem;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the program within this JVM as its {@code Main} does, on its own file system. */
final class CliOnFiles {
    /** Not an exit code: the command did not end. */
    static final int HANGS = -1;

    /** Not an exit code: the command was killed. */
    static final int KILLED = -9;

    private static final long LIMIT_MILLIS = 60_000;
    private static final Duration KEYRING_LIMIT = Duration.ofSeconds(30);

    private final Environment environment;

    CliOnFiles(Home home, FileSystem files, TimeSource time) {
        String folder = home.folder().toString();
        environment = new Environment(
                Map.of("LATCHKEY_HOME", folder),
                folder,
                "Linux",
                new GuardedKeyring(home.keyring(), KEYRING_LIMIT),
                files,
                time);
    }

    /** The object graph of a command. */
    CliComponent component(Options line) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Commands(environment, terminal(nowhere, nowhere)).graph(line);
    }

    /** Runs one command to its end. */
    Run run(String... command) throws InterruptedException {
        String[] arguments = Stream.concat(Stream.of(command), Stream.of("--provider=" + World.PROVIDER))
                .toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int[] code = {HANGS};
        Thread process = new Thread(() -> code[0] = run(arguments, stream(out), stream(err)), "command");
        process.setDaemon(true);
        process.start();
        process.join(LIMIT_MILLIS);
        return new Run(code[0], out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private int run(String[] arguments, PrintStream out, PrintStream err) {
        FaultFileSystem.enter(environment.files());
        Commands commands = new Commands(environment, terminal(out, err));
        int code = commands.run(arguments);
        commands.awaitRenewals();
        return code;
    }

    private static Terminal terminal(PrintStream out, PrintStream err) {
        return Terminal.of(InputStream.nullInputStream(), out, err);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
