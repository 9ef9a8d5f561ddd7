package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** After a command on a file system that failed: what is there, what the next commands do, and what is wrong about it. */
final class Aftermath {
    private final World world;
    private final Home home;
    private final Injection injection;
    private final Run run;
    private final Predicate<String> isSeen;
    private final boolean rotated;
    private final boolean issued;
    private final List<String> wrong = new ArrayList<>();

    /**
     * @param home with what the command left
     * @param run what the command said
     * @param isSeen whether the next commands were looked at already where the disk and the outcome were described like this
     */
    Aftermath(World world, Home home, Injection injection, Run run, Predicate<String> isSeen) {
        this.isSeen = isSeen;
        this.world = world;
        this.home = home;
        this.injection = injection;
        this.run = run;
        this.rotated = happened(ServerEvent.Kind.ROTATED);
        this.issued = happened(ServerEvent.Kind.LOGGED_IN);
    }

    Injection injection() {
        return injection;
    }

    /** Whether the same fault has led to the same files and the same outcome before: the next commands will do as they did. */
    boolean isSeen() throws IOException {
        return isSeen.test(run.code() + " " + rotated + issued + happened(ServerEvent.Kind.FAMILY_REVOKED)
                + wrong.isEmpty() + "\n" + home.listing());
    }

    /** What the command said. */
    Run run() {
        return run;
    }

    /** Whether it ended, and said that all is done. */
    boolean isDone() {
        return !injection.isKill() && run.code() == 0;
    }

    /** Whether it ended, and said that it failed. */
    boolean isTold() {
        return !injection.isKill() && run.code() != 0;
    }

    /** Whether the command had the refresh token replaced. */
    boolean rotated() {
        return rotated;
    }

    /** Whether the command completed a login at the server. */
    boolean issued() {
        return issued;
    }

    /** Whether the server did that since the case began. */
    boolean happened(ServerEvent.Kind kind) {
        return !world.server().log().events(kind).isEmpty();
    }

    /** Notes what is wrong, unless it holds. */
    void hold(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** What every command that was not killed has to keep to. */
    void holdManners(List<String> open) {
        if (injection.isKill()) {
            return;
        }
        hold(run.code() != CliOnFiles.HANGS, "it hangs");
        hold(run.code() != 1, "it ends in \"unexpected\": " + brief(run));
        hold(!run.err().contains("\tat "), "a stack trace: " + brief(run));
        // Lock files stay open for the next who locks them.
        open.stream().filter(path -> !path.endsWith(".lock")).forEach(path -> wrong.add("left open: " + path));
    }

    /** The session that is stored; empty if there is none, or if it cannot be read, which is noted. */
    Optional<StoredSession> stored(String account) {
        CliComponent cli = world.healthy(home).component(World.options());
        try {
            return cli.installation()
                    .get()
                    .stores()
                    .sessions()
                    .load(new SessionId(World.PROVIDER, account))
                    .map(document -> new SessionDocument(cli.json()).read(document, "the session"));
        } catch (AuthException e) {
            wrong.add("what is stored cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the session is in that store, and in no other. */
    boolean isOnlyIn(StoreKind kind, String account) throws IOException {
        boolean plain = home.holds(account, "session.json");
        boolean sealed = home.holds(account, "session.enc");
        return kind == StoreKind.FILE ? plain && !sealed : sealed && !plain;
    }

    /** Whether nothing of the session is left in either store. */
    boolean isGone(String account) throws IOException {
        return !home.holds(account, "session.json") && !home.holds(account, "session.enc");
    }

    /** The next command. */
    Run next(String... command) throws InterruptedException {
        return world.healthy(home).run(command);
    }

    /** Whom the server takes for the bearer of the token that a command printed. */
    String bearer(Run token) throws IOException {
        return world.bearer(Secret.of(token.out().strip()));
    }

    /** Empty if the next commands print working tokens of that person, now and once they have expired; else what they say. */
    @Nullable
    String whyDead(String username, String... options) throws IOException, InterruptedException {
        String now = whyNoToken(username, options);
        if (now != null) {
            return "the next token: " + now;
        }
        world.letTokensExpire();
        world.server().log().clear();
        String later = whyNoToken(username, options);
        return later == null ? null : "the next renewal: " + later;
    }

    private @Nullable String whyNoToken(String username, String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 1];
        command[0] = "token";
        System.arraycopy(options, 0, command, 1, options.length);
        Run token = next(command);
        if (token.code() != 0) {
            return brief(token);
        }
        String bearer = bearer(token);
        return bearer.equals(username) ? null : "exit 0, but the server says " + bearer + " to the token";
    }

    /** Notes it if the session does not work. */
    void holdAlive(String username) throws IOException, InterruptedException {
        String why = whyDead(username);
        hold(why == null, "the session is lost: " + why);
    }

    static String brief(Run run) {
        return "exit " + run.code() + ", \"" + run.err().strip().replace('\n', ' ') + "\"";
    }
}
