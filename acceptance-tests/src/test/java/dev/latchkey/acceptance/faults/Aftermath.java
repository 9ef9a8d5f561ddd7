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

/** Examines a home after a command on a failing file system: what is stored, what the next commands do, and what is wrong. */
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
     * @param home the home as the command left it
     * @param run the command's output
     * @param isSeen whether the next commands were already examined for this description of files and outcome
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

    /** Whether the same fault already led to the same files and outcome, so the next commands would behave the same. */
    boolean isSeen() throws IOException {
        return isSeen.test(run.code() + " " + rotated + issued + happened(ServerEvent.Kind.FAMILY_REVOKED)
                + wrong.isEmpty() + "\n" + home.listing());
    }

    /** The command's output. */
    Run run() {
        return run;
    }

    /** Whether it ended and reported success. */
    boolean isDone() {
        return !injection.isKill() && run.code() == 0;
    }

    /** Whether it ended and reported a failure. */
    boolean isTold() {
        return !injection.isKill() && run.code() != 0;
    }

    /** Whether the command had the refresh token rotated. */
    boolean rotated() {
        return rotated;
    }

    /** Whether the command completed a login at the server. */
    boolean issued() {
        return issued;
    }

    /** Whether this happened at the server since the case began. */
    boolean happened(ServerEvent.Kind kind) {
        return !world.server().log().events(kind).isEmpty();
    }

    /** Records an error unless the condition holds. */
    void hold(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Checks what holds for every command that was not killed. */
    void holdManners(List<String> open) {
        if (injection.isKill()) {
            return;
        }
        hold(run.code() != CliOnFiles.HANGS, "it hangs");
        hold(run.code() != 1, "it ends in \"unexpected\": " + brief(run));
        hold(!run.err().contains("\tat "), "a stack trace: " + brief(run));
        // Lock files stay open for the next caller.
        open.stream().filter(path -> !path.endsWith(".lock")).forEach(path -> wrong.add("left open: " + path));
    }

    /** The stored session; empty if there is none or if it cannot be read, which is recorded as an error. */
    Optional<StoredSession> stored(String account) {
        CliComponent cli = world.healthy(home).component(World.options());
        try {
            return cli.selection()
                    .installation()
                    .stores()
                    .sessions()
                    .load(new SessionId(World.PROVIDER, account))
                    .map(document -> new SessionDocument(cli.json()).read(document, "the session"));
        } catch (AuthException e) {
            wrong.add("what is stored cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the session is in this store only. */
    boolean isOnlyIn(StoreKind kind, String account) throws IOException {
        boolean plain = home.holds(account, "session.json");
        boolean sealed = home.holds(account, "session.enc");
        return kind == StoreKind.FILE ? plain && !sealed : sealed && !plain;
    }

    /** Whether nothing of the session is left in either store. */
    boolean isGone(String account) throws IOException {
        return !home.holds(account, "session.json") && !home.holds(account, "session.enc");
    }

    /** Runs the next command. */
    Run next(String... command) throws InterruptedException {
        return world.healthy(home).run(command);
    }

    /** The user whom the server identifies by the token that a command printed. */
    String bearer(Run token) throws IOException {
        return world.bearer(Secret.of(token.out().strip()));
    }

    /** Null if the next commands print valid tokens of this user, now and after they have expired; else their messages. */
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

    /** Records an error if the session does not work. */
    void holdAlive(String username) throws IOException, InterruptedException {
        String why = whyDead(username);
        hold(why == null, "the session is lost: " + why);
    }

    static String brief(Run run) {
        return "exit " + run.code() + ", \"" + run.err().strip().replace('\n', ' ') + "\"";
    }
}
