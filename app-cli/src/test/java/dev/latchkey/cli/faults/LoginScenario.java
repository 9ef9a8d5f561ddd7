package dev.latchkey.cli.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.storage.StoreKind;
import dev.latchkey.testkit.server.ServerEvent;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code login}.
 *
 * @param situation what is there already
 */
record LoginScenario(Situation situation) implements Scenario {
    /** What is there already. */
    enum Situation {
        /** Nothing. */
        FIRST,
        /** A session of the same person in the same store. */
        AGAIN,
        /** One in the other store. */
        ELSEWHERE
    }

    @Override
    public String name() {
        return switch (situation) {
            case FIRST -> "login";
            case AGAIN -> "login again";
            case ELSEWHERE -> "login into the other store";
        };
    }

    @Override
    public Subject setUp(World world, Home home, StoreKind kind) {
        world.server().autoApprove("alice");
        return switch (situation) {
            case FIRST -> new Subject(home, null);
            case AGAIN -> new Subject(home, world.logIn(home, "alice", kind));
            case ELSEWHERE -> new Subject(home, world.logIn(home, "alice", other(kind)));
        };
    }

    private static StoreKind other(StoreKind kind) {
        return kind == StoreKind.FILE ? StoreKind.KEYRING : StoreKind.FILE;
    }

    @Override
    public String[] command(StoreKind kind) {
        return new String[] {"login", "--no-browser", "--store=" + kind};
    }

    @Override
    public void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException {
        Optional<StoredSession> now = after.stored("alice");
        boolean unchanged = subject.isUnchanged(now);
        if (after.isDone()) {
            after.hold(!unchanged, "told as done, but not stored");
            after.hold(after.isOnlyIn(kind, "alice"), "told as done, but not in the store that was asked for alone");
        } else if (after.isTold()) {
            after.hold(unchanged, "told as failed, but stored: " + Aftermath.brief(after.run()));
            after.hold(
                    !after.issued() || after.happened(ServerEvent.Kind.FAMILY_REVOKED),
                    "new tokens were neither stored nor revoked: " + Aftermath.brief(after.run()));
        }
        if (now.isPresent() || !unchanged) {
            after.holdAlive("alice");
        } else {
            Run next = after.next(command(kind));
            after.hold(next.code() == 0, "the next login: " + Aftermath.brief(next));
            after.holdAlive("alice");
        }
    }
}
