package dev.latchkey.acceptance.e2e;

import dev.latchkey.cli.harness.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The launcher of this checkout with the packaged program.
 *
 * @param folder receives its output
 * @param home its home, {@code LATCHKEY_HOME}
 */
record PackagedProgram(Path folder, Path home) {
    /** The launcher, relative to the working directory of tests. */
    static final String LAUNCHER = "../latchkey";

    /** Runs a command to its end. Of Latchkey's environment variables, only these are set. */
    Run run(Map<String, String> variables, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out-", ".txt");
        Path err = Files.createTempFile(folder, "err-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LATCHKEY_") || name.startsWith("BITFOUNT_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LATCHKEY_HOME", home.toString());
        builder.environment().putAll(variables);
        int code = builder.start().waitFor();
        return new Run(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
