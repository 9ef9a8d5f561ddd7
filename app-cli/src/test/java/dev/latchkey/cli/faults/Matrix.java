package dev.latchkey.cli.faults;

import dev.latchkey.cli.faults.Injection.Way;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.storage.StoreKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fails each operation of each command in turn, in each way, with sessions in each store. */
final class Matrix {
    /** A command whose operations never end is one that hangs. */
    private static final int MOST_OPERATIONS = 1_000;

    private final World world;
    private final Tally tally = new Tally();

    Matrix(World world) {
        this.world = world;
    }

    static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(List.of(new TokenScenario(false), new TokenScenario(true)));
        for (LoginScenario.Situation situation : LoginScenario.Situation.values()) {
            all.add(new LoginScenario(situation));
        }
        all.addAll(List.of(new LogoutScenario(), new MigrateScenario(), new SwitchScenario()));
        return all;
    }

    Tally tally() {
        return tally;
    }

    void run(Scenario scenario, StoreKind kind) throws IOException, InterruptedException {
        int positions = positions(scenario, kind);
        tally.positions(positions);
        for (int number = 1; number <= positions; number++) {
            for (Errno errno : Errno.values()) {
                run(scenario, kind, new Injection(Way.ONCE, errno, number));
                run(scenario, kind, new Injection(Way.FROM_THEN_ON, errno, number));
            }
            run(scenario, kind, new Injection(Way.KILLED, null, number));
        }
    }

    /** How many operations the command has where nothing fails; it must do well then. */
    private int positions(Scenario scenario, StoreKind kind) throws IOException, InterruptedException {
        Injection none = new Injection(Way.ONCE, Errno.EIO, Integer.MAX_VALUE);
        int positions = run(scenario, kind, none);
        if (positions > MOST_OPERATIONS) {
            throw new AssertionError(scenario.name() + " has " + positions + " operations");
        }
        return positions;
    }

    /** Runs one case and answers how many operations the command had. */
    int run(Scenario scenario, StoreKind kind, Injection injection) throws IOException, InterruptedException {
        world.begin();
        Subject subject = scenario.setUp(world, kind);
        world.server().log().clear();
        FaultFileSystem files = new FaultFileSystem(injection.fault());
        Run run = new CliOnFiles(subject.home(), files, world.time()).run(scenario.command(kind));
        files.end();
        List<Operation> log = files.log();
        Home left = injection.isKill() ? world.copyOf(subject.home()) : subject.home();
        Aftermath after = new Aftermath(world, left, injection, run);
        after.holdManners(files.open());
        scenario.judge(subject, kind, after);
        tally.add(scenario, kind, injection, log, after);
        subject.home().delete();
        if (injection.isKill()) {
            files.close();
            left.delete();
        }
        return log.size();
    }
}
