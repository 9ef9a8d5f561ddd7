package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import java.io.IOException;

/** {@code switch}, from bob to alice. */
record SwitchScenario() implements Scenario {
    @Override
    public String name() {
        return "switch";
    }

    @Override
    public Subject setUp(World world, Home home, StoreKind kind) {
        Subject subject = new Subject(home, world.logIn(home, "alice", kind));
        world.logIn(home, "bob", kind);
        return subject;
    }

    @Override
    public String[] command(StoreKind kind) {
        return new String[] {"switch", "alice"};
    }

    @Override
    public void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException {
        Run token = after.next("token");
        after.hold(token.code() == 0, "the next token: " + Aftermath.brief(token));
        String bearer = token.code() == 0 ? after.bearer(token) : "";
        if (after.isDone()) {
            after.hold(bearer.equals("alice"), "told as switched, but it is " + bearer);
        } else if (after.isTold()) {
            after.hold(bearer.equals("bob"), "told as failed, but it is " + bearer);
        }
        if (after.isSeen()) {
            return;
        }
        String alice = after.whyDead("alice", "--username=alice");
        after.hold(alice == null, "alice's session is lost: " + alice);
        String bob = after.whyDead("bob", "--username=bob");
        after.hold(bob == null, "bob's session is lost: " + bob);
    }
}
