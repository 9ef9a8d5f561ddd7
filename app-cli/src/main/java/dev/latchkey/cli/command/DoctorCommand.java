package dev.latchkey.cli.command;

import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds out what would stop a login here. */
final class DoctorCommand implements BaseCommand {
    private final boolean asJson;

    DoctorCommand(ParsedLine line) {
        this.asJson = line.has("json");
    }

    @Override
    public ExitCode run(CliComponent cli) {
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
