package dev.latchkey.acceptance.faults;

import dev.latchkey.acceptance.faults.Injection.Way;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.testkit.faults.Operation;
import dev.latchkey.testkit.faults.OperationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Really kills processes at some of the operations that change the disk, to verify what {@link Matrix} simulates. */
final class RealKills {
    private static final int FOR_EACH = 3;
    private static final Set<OperationKind> CHANGES = EnumSet.of(
            OperationKind.OPEN,
            OperationKind.WRITE,
            OperationKind.FORCE,
            OperationKind.CREATE_FOLDER,
            OperationKind.MOVE,
            OperationKind.DELETE,
            OperationKind.LOCK,
            OperationKind.UNLOCK);

    private final World world;
    private final Matrix counting;
    private final Tally tally;

    RealKills(World world, Tally tally) {
        this.world = world;
        this.counting = new Matrix(world, new Tally());
        this.tally = tally;
    }

    /** Kills the process at a few of these, from the first to the next to last. */
    void run(Scenario scenario, StoreKind kind) throws IOException, InterruptedException {
        List<Operation> changes = counting.operations(scenario, kind).stream()
                .filter(operation -> CHANGES.contains(operation.kind()))
                .toList();
        tally.operations(FOR_EACH);
        for (int i = 1; i <= FOR_EACH; i++) {
            // Not the last one: a separate process may need one operation less and would not reach it.
            kill(scenario, kind, changes.get(i * (changes.size() - 2) / FOR_EACH));
        }
    }

    private void kill(Scenario scenario, StoreKind kind, Operation operation) throws IOException, InterruptedException {
        world.begin();
        FolderKeyring keyring = new FolderKeyring(Files.createTempDirectory("keyring-"));
        Subject subject = scenario.setUp(world, new Home(world.newFolder(), keyring), kind);
        world.server().log().clear();
        String said = FaultChild.killedAt(
                subject.home(), keyring, world.time().epochMillis(), operation.number(), scenario.command(kind));
        Injection injection = new Injection(Way.KILLED, null, operation.number());
        Aftermath after =
                new Aftermath(world, subject.home(), injection, new Run(CliOnFiles.KILLED, "", ""), state -> false);
        // A separate process opens its lock files first, so a number may refer to another operation.
        after.hold(said.startsWith("operation " + operation.number() + ","), "it was to stop, and said: " + said);
        scenario.judge(subject, kind, after);
        tally.add(scenario, kind, injection, List.of(), after);
        new Home(keyring.folder(), keyring).delete();
        subject.home().delete();
    }
}
