package dev.latchkey.acceptance.faults;

import dev.latchkey.acceptance.faults.Injection.Way;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.Errno;
import dev.latchkey.testkit.faults.FaultFileSystem;
import dev.latchkey.testkit.faults.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets each operation of each command fail in turn, in each way, with sessions in each store. */
final class Matrix {
    /** A command with more operations is assumed to hang. */
    private static final int MOST_OPERATIONS = 1_000;

    private final World world;
    private final Tally tally;
    private final Set<String> seen = new HashSet<>();

    /** @param tally records every case */
    Matrix(World world, Tally tally) {
        this.world = world;
        this.tally = tally;
    }

    static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(List.of(new TokenScenario(false), new TokenScenario(true)));
        for (LoginScenario.Situation situation : LoginScenario.Situation.values()) {
            all.add(new LoginScenario(situation));
        }
        all.addAll(List.of(new LogoutScenario(), new MigrateScenario(), new SwitchScenario()));
        return all;
    }

    void run(Scenario scenario, StoreKind kind) throws IOException, InterruptedException {
        List<Operation> operations = operations(scenario, kind);
        tally.operations(operations.size());
        for (Operation operation : operations) {
            for (Errno errno : Errno.values()) {
                if (scenario.isFor(errno) && operation.kind().mayFailWith(errno)) {
                    run(scenario, kind, new Injection(Way.ONCE, errno, operation.number()));
                    run(scenario, kind, new Injection(Way.FROM_THEN_ON, errno, operation.number()));
                }
            }
            run(scenario, kind, new Injection(Way.KILLED, null, operation.number()));
        }
    }

    /** The command's operations without a fault. */
    List<Operation> operations(Scenario scenario, StoreKind kind) throws IOException, InterruptedException {
        List<Operation> operations = run(scenario, kind, new Injection(Way.ONCE, Errno.EIO, Integer.MAX_VALUE));
        if (operations.size() > MOST_OPERATIONS) {
            throw new AssertionError(scenario.name() + " has " + operations.size() + " operations");
        }
        return operations;
    }

    /** Where the fault occurred, independent of the home's name. */
    private static String place(List<Operation> log, Injection injection, Home home) {
        if (injection.number() > log.size()) {
            return "";
        }
        Operation operation = log.get(injection.number() - 1);
        return operation.kind() + operation.path().replace(home.folder().toString(), "");
    }

    /** Runs one case and returns the command's operations. */
    List<Operation> run(Scenario scenario, StoreKind kind, Injection injection)
            throws IOException, InterruptedException {
        world.begin();
        Subject subject = scenario.setUp(world, world.newHome(), kind);
        world.server().log().clear();
        FaultFileSystem files = new FaultFileSystem(injection.fault());
        Run run = new CliOnFiles(subject.home(), files, world.time()).run(scenario.command(kind));
        files.end();
        List<Operation> log = files.log();
        Home left = injection.isKill() ? world.copyOf(subject.home()) : subject.home();
        String where = scenario.name() + kind + injection.way() + place(log, injection, subject.home());
        Aftermath after = new Aftermath(world, left, injection, run, state -> !seen.add(where + state));
        after.holdManners(files.open());
        scenario.judge(subject, kind, after);
        tally.add(scenario, kind, injection, log, after);
        subject.home().delete();
        if (injection.isKill()) {
            files.close();
            left.delete();
        }
        return log;
    }
}
