package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import java.io.IOException;

/** {@code migrate}, from the given store to the other one. */
record MigrateScenario() implements Scenario {
    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public Subject setUp(World world, Home home, StoreKind kind) {
        return new Subject(home, world.logIn(home, "alice", kind));
    }

    private static StoreKind target(StoreKind kind) {
        return kind == StoreKind.FILE ? StoreKind.KEYRING : StoreKind.FILE;
    }

    @Override
    public String[] command(StoreKind kind) {
        return new String[] {"migrate", "--to=" + target(kind)};
    }

    @Override
    public void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException {
        after.hold(subject.isUnchanged(after.stored("alice")), "another session than before");
        if (after.isDone()) {
            after.hold(after.isOnlyIn(target(kind), "alice"), "told as moved, but not in the target alone");
        }
        if (after.isSeen()) {
            return;
        }
        after.holdAlive("alice");
        Run again = after.next(command(kind));
        after.hold(again.code() == 0, "the next migrate: " + Aftermath.brief(again));
        after.hold(after.isOnlyIn(target(kind), "alice"), "migrated again, but not in the target alone");
        after.holdAlive("alice");
    }
}
