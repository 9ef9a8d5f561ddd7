package dev.latchkey.cli.command;

import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.wiring.CliComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out what would stop a login here. */
@Command(
        name = "doctor",
        description = "Look for what would stop a login here. Ends with the exit code that a login would meet first.")
final class DoctorCommand extends BaseCommand {
    @Option(names = "--json", description = "Print a JSON object.")
    private boolean asJson;

    @Override
    ExitCode run(CliComponent cli) {
        List<Finding> findings = new Doctor(
                        cli.installation(),
                        cli.accounts(),
                        cli::provider,
                        cli.clientSettings(),
                        cli.terminal(),
                        cli.environment())
                .examine();
        if (asJson) {
            cli.jsonLines()
                    .print(Map.of(
                            "findings",
                            findings.stream().map(DoctorCommand::json).toList()));
        } else {
            findings.forEach(finding ->
                    cli.terminal().say(finding.state().mark() + " " + finding.what() + ": " + finding.detail()));
        }
        return findings.stream()
                .map(Finding::code)
                .filter(code -> code != ExitCode.DONE)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("what", finding.what().toLowerCase(Locale.ROOT));
        object.put("state", finding.state().name().toLowerCase(Locale.ROOT));
        object.put("detail", finding.detail());
        object.putAll(finding.facts());
        return object;
    }
}
