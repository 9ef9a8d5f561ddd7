package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.ServerEvent;
import java.io.IOException;

/** {@code logout}. */
record LogoutScenario() implements Scenario {
    @Override
    public String name() {
        return "logout";
    }

    @Override
    public Subject setUp(World world, Home home, StoreKind kind) {
        return new Subject(home, world.logIn(home, "alice", kind));
    }

    @Override
    public String[] command(StoreKind kind) {
        return new String[] {"logout"};
    }

    @Override
    public void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException {
        if (after.isDone()) {
            after.hold(after.run().out().contains("deleted"), "exit 0, but: " + Aftermath.brief(after.run()));
            after.hold(after.isGone("alice"), "told as deleted, but there");
            after.hold(
                    after.happened(ServerEvent.Kind.FAMILY_REVOKED)
                            == after.run().out().contains("revoked at the server"),
                    "what is said of the server: " + after.run().out());
            after.hold(
                    after.isSeen() || after.next("token").code() == 3, "told as done, but token does not end with 3");
        } else if (!after.isSeen()) {
            judgeUnfinished(after);
        }
    }

    /** The session works or is logged out, and the next logout completes it. */
    private void judgeUnfinished(Aftermath after) throws IOException, InterruptedException {
        Run token = after.next("token");
        if (token.code() == 0) {
            after.hold(after.bearer(token).equals("alice"), "token prints a dead token, exit 0");
        } else {
            after.hold(token.code() == 3, "token after a logout that failed: " + Aftermath.brief(token));
        }
        Run next = after.next("logout");
        after.hold(next.code() == 0, "the next logout: " + Aftermath.brief(next));
        after.hold(after.isGone("alice"), "left behind by the next logout");
        after.hold(after.next("token").code() == 3, "logged out at last, but token does not end with 3");
        after.hold(after.happened(ServerEvent.Kind.FAMILY_REVOKED), "deleted at last, but never revoked");
    }
}
