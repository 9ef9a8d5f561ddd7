package dev.latchkey.cli.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a separate process, with this test's class path. */
public final class CliProcess {
    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private final List<String> jvmOptions;

    /**
     * @param folder contains everything that it stores
     * @param jvmOptions in addition to the launcher's own
     */
    public CliProcess(Path folder, String... jvmOptions) {
        this.folder = folder;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** A command that was started. */
    public record Started(Process process, Path out, Path err) {
        /** Waits for it to exit. */
        public Run end() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("did not end; err: " + Files.readString(err));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        /** Waits for the first line of output. */
        public String firstLine() throws IOException, InterruptedException {
            String text = await(out, "\n");
            return text.substring(0, text.indexOf('\n'));
        }

        /** Waits until the command prints this on standard error. */
        public void awaitOnErr(String text) throws IOException, InterruptedException {
            await(err, text);
        }

        /** Waits until the command prints this, and returns all its output. */
        public String awaitOnOut(String text) throws IOException, InterruptedException {
            return await(out, text);
        }

        private String await(Path file, String text) throws IOException, InterruptedException {
            long start = System.nanoTime();
            boolean ended = false;
            while (!ended && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                ended = process.waitFor(20, TimeUnit.MILLISECONDS);
                String written = Files.readString(file);
                if (written.contains(text)) {
                    return written;
                }
            }
            throw new AssertionError("did not come: " + text + "; err: " + Files.readString(err));
        }
    }

    /** Starts a command. */
    public Started start(Map<String, String> variables, String... arguments) throws IOException {
        return startInto(Files.createTempFile(folder, "out-", ".txt"), variables, arguments);
    }

    /** Runs a command whose output is piped to a program that has exited already. */
    public Run runIntoClosedPipe(String... arguments) throws IOException, InterruptedException {
        Path none = Files.createTempFile(folder, "out-", ".txt");
        Started started = startInto(ProcessBuilder.Redirect.PIPE, none, Map.of(), arguments);
        started.process().getInputStream().close();
        return started.end();
    }

    /** Starts a command that writes its output to this file. */
    public Started startInto(Path out, Map<String, String> variables, String... arguments) throws IOException {
        return startInto(ProcessBuilder.Redirect.to(out.toFile()), out, variables, arguments);
    }

    private Started startInto(
            ProcessBuilder.Redirect target, Path out, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.latchkey.cli.Main"));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(folder, "err-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(target).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LATCHKEY_") || name.startsWith("BITFOUNT_"));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("LATCHKEY_HOME", folder.resolve("home").toString());
        environment.putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Started(process, out, err);
    }

    /** Runs a command to its end. */
    public Run run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), arguments).end();
    }

    /** Everything that processes have written so far, to search it for secrets. */
    public String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
