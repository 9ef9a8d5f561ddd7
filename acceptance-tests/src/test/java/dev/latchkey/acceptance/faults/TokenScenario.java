package dev.latchkey.acceptance.faults;

import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.ServerEvent;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * {@code token}.
 *
 * @param expired whether the stored token must be renewed
 */
record TokenScenario(boolean expired) implements Scenario {
    private static final Pattern UNSAVED = Pattern.compile("not (be )?(saved|stored)|given up|lost");
    private static final Pattern LOST = Pattern.compile("no longer accepts|died|stopped|lost|not (be )?saved");

    @Override
    public String name() {
        return expired ? "token with a renewal" : "token";
    }

    @Override
    public Subject setUp(World world, Home home, StoreKind kind) {
        Subject subject = new Subject(home, world.logIn(home, "alice", kind));
        if (expired) {
            world.letTokensExpire();
        }
        return subject;
    }

    @Override
    public String[] command(StoreKind kind) {
        return new String[] {"token"};
    }

    @Override
    public void judge(Subject subject, StoreKind kind, Aftermath after) throws IOException, InterruptedException {
        if (after.isDone()) {
            String bearer = after.bearer(after.run());
            after.hold(bearer.equals("alice"), "exit 0, but the server says " + bearer + " to the token");
        } else if (after.isTold()) {
            after.hold(after.run().code() == 7, "exit code for a failing store: " + Aftermath.brief(after.run()));
            after.hold(!after.rotated(), "it has new tokens and prints none: " + Aftermath.brief(after.run()));
        }
        boolean unchanged = subject.isUnchanged(after.stored("alice"));
        after.hold(expired || unchanged, "a fresh session was changed");
        after.hold(after.isOnlyIn(kind, "alice"), "the session is not in its store, and in no other");
        if (after.isSeen()) {
            return;
        }
        if (unchanged && after.rotated() && !after.injection().isPassing()) {
            judgeLoss(after);
        } else {
            after.holdAlive("alice");
            after.hold(!after.happened(ServerEvent.Kind.REUSE_DETECTED), "a used refresh token was sent");
        }
    }

    /** The disk failed permanently or the process died between the rotation at the server and the save. This must be reported. */
    private static void judgeLoss(Aftermath after) throws IOException, InterruptedException {
        after.hold(
                after.injection().isKill() || UNSAVED.matcher(after.run().err()).find(),
                "the new tokens are lost unsaid: " + Aftermath.brief(after.run()));
        String why = after.whyDead("alice");
        after.hold(why == null || LOST.matcher(why).find(), "a loss that is not named: " + why);
    }
}
