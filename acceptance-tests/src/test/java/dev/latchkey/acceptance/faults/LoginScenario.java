package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.testkit.faults.Errno;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code login}.
 *
 * @param situation what is stored already
 */
record LoginScenario(Situation situation) implements Scenario {
    private static final Pattern COMMAND = Pattern.compile("latchkey switch .*alice");

    /** What is stored already. */
    enum Situation {
        /** Nothing. */
        FIRST,
        /** A session of the same account in the same store. */
        AGAIN,
        /** A session in the other store. */
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
    public boolean isFor(Errno errno) {
        return situation == Situation.FIRST || errno == Errno.EIO;
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
            after.hold(
                    after.isOnlyIn(kind, "alice") || after.run().err().contains("another copy may be at"),
                    "told as done, but not in the store that was asked for alone");
        } else if (after.isTold()) {
            after.hold(unchanged, "told as failed, but stored: " + Aftermath.brief(after.run()));
            after.hold(
                    !unchanged || !after.issued() || after.happened(ServerEvent.Kind.FAMILY_REVOKED),
                    "new tokens were neither stored nor revoked: " + Aftermath.brief(after.run()));
        }
        if (after.isSeen()) {
            return;
        }
        if (now.isPresent()) {
            judgeCurrent(after);
            after.holdAlive("alice");
        } else {
            Run next = after.next(command(kind));
            after.hold(next.code() == 0, "the next login: " + Aftermath.brief(next));
            after.holdAlive("alice");
        }
    }

    /** If the current account could not be recorded, the command must say how to set it. */
    private static void judgeCurrent(Aftermath after) throws InterruptedException {
        Run token = after.next("token");
        if (token.code() == 3) {
            after.hold(COMMAND.matcher(token.err()).find(), "the next token: " + Aftermath.brief(token));
            after.hold(
                    after.injection().isKill()
                            || COMMAND.matcher(after.run().err()).find(),
                    "it is not current, and nobody was told: " + Aftermath.brief(after.run()));
            Run next = after.next("switch", "alice");
            after.hold(next.code() == 0, "the next switch: " + Aftermath.brief(next));
        }
    }
}
