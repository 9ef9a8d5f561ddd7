package dev.latchkey.cli.command;

import dev.latchkey.cli.doctor.Doctor;
import dev.latchkey.cli.doctor.Finding;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks for problems that would prevent a login. */
record DoctorCommand(Results results, Doctor doctor) implements Command {
    private record Findings(List<Finding> all) implements Report {
        @Override
        public List<String> lines() {
            return all.stream()
                    .map(one -> one.state().mark + " " + one.what() + ": " + one.detail())
                    .toList();
        }

        @Override
        public Map<String, @Nullable Object> json() {
            return Report.object("findings", all.stream().map(Finding::json).toList());
        }
    }

    @Override
    public ExitCode run() {
        List<Finding> findings = doctor.examine();
        results.show(new Findings(findings));
        return findings.stream()
                .map(Finding::code)
                .filter(code -> code != ExitCode.DONE)
                .findFirst()
                .orElse(ExitCode.DONE);
    }
}
