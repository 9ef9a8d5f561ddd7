package dev.latchkey.cli.keycloak;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the real command line, each time as a process of its own, with one home folder. */
final class KeycloakCli {
    private static final long LIMIT_SECONDS = 120;

    private final Path home;
    private final List<String> providerOptions;

    KeycloakCli(Path home, List<String> providerOptions) {
        this.home = home;
        this.providerOptions = List.copyOf(providerOptions);
    }

    /** How a process ended. */
    record Ended(int exitCode, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
        }
    }

    /** A login that waits for a person. */
    record PendingLogin(Process process, BufferedReader out, Path err, Map<String, Object> codeEvent) {
        String text(String key) {
            return (String) codeEvent.get(key);
        }

        Ended await() throws Exception {
            String rest = String.join("\n", out.lines().toList());
            return ended(process, rest, err);
        }
    }

    Ended run(String... arguments) throws Exception {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        Process process = builder(err, arguments).redirectOutput(out.toFile()).start();
        process.getOutputStream().close();
        awaitExit(process, err);
        return ended(process, Files.readString(out), err);
    }

    /** Starts a login and waits for its code. */
    PendingLogin startLogin() throws Exception {
        Path err = Files.createTempFile(home, "err", ".txt");
        Process process = builder(err, "login", "--no-browser", "--json", "--store", "file")
                .start();
        process.getOutputStream().close();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("no code event: " + ended(process, "", err));
        }
        return new PendingLogin(process, out, err, json(line));
    }

    static Map<String, Object> json(String text) throws Exception {
        return new MoshiJson().read(Secret.of(text));
    }

    private ProcessBuilder builder(Path err, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.latchkey.cli.Main"));
        command.addAll(providerOptions);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BITFOUNT_") || name.startsWith("LATCHKEY_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LATCHKEY_HOME", home.resolve("latchkey").toString());
        return builder;
    }

    private static Ended ended(Process process, String out, Path err) throws Exception {
        awaitExit(process, err);
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    private static void awaitExit(Process process, Path err) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end within " + LIMIT_SECONDS + " s: " + Files.readString(err));
        }
    }
}
