package dev.latchkey.acceptance.faults;

import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.faults.Fault;
import dev.latchkey.testkit.faults.FaultFileSystem;
import dev.latchkey.testkit.faults.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a separate process that stops before one of its operations, reports it, and waits to be killed. */
final class FaultChild {
    private static final long LIMIT_SECONDS = 60;

    private FaultChild() {}

    /**
     * Runs a command. The arguments are the home's folder, the keyring's, the time in milliseconds, the number of the operation, and the
     * command.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Home home = new Home(Path.of(arguments[0]), new FolderKeyring(Path.of(arguments[1])));
        FakeTimeSource time = new FakeTimeSource(Instant.ofEpochMilli(Long.parseLong(arguments[2])));
        FaultFileSystem files = new FaultFileSystem(Fault.stop(Integer.parseInt(arguments[3]), FaultChild::say));
        new CliOnFiles(home, files, time).run(Arrays.copyOfRange(arguments, 4, arguments.length));
        System.out.println("ended");
    }

    private static void say(Operation operation) {
        System.out.println(operation);
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    /** Starts a process, kills it when it stops, and returns its report. */
    static String killedAt(Home home, FolderKeyring keyring, long millis, int number, String... command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), FaultChild.class.getName()));
        line.addAll(List.of(home.folder().toString(), keyring.folder().toString()));
        line.addAll(List.of(Long.toString(millis), Integer.toString(number)));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = process.inputReader().readLine();
            return said == null ? "nothing" : said;
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
