package dev.latchkey.error;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do about a failure. It contains facts that each program describes in its own words; the command line, for example,
 * shows the command to type. Immutable.
 */
public final class Remedy implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What to do; the text after each is used in the failure's message. */
    public enum Action {
        /** This library knows no remedy; the message may still say what is wrong. */
        NONE(""),
        /** Log in to {@link Remedy#provider}, as {@link Remedy#account} if there is one. */
        LOG_IN("Log in."),
        /** Log in and replace the existing session, or name an account to keep both. */
        REPLACE_SESSION("Replace that session, or keep both by naming the account."),
        /** Delete the session on this machine without asking the server. */
        DELETE_LOCALLY("To delete it on this machine without revoking it, log out locally."),
        /** Name the account, or set the current one. */
        CHOOSE_ACCOUNT("Name the account, or set the current one."),
        /** Keep new sessions in files. */
        USE_FILES("To keep a new session in a file, choose the file store."),
        /** Set up the database that the sessions are to be kept in, or choose another store. */
        SET_UP_DATABASE("Set it up, or choose another store."),
        /** Trust the server's certificate authority. */
        TRUST_AUTHORITY("If it should be trusted, add the authority's certificate."),
        /** Set up {@link Remedy#provider}. */
        ADD_PROVIDER("Set it up first."),
        /** Set another default provider, or name one. */
        USE_PROVIDER("Set another default provider, or name one."),
        /** Replace the description of {@link Remedy#provider}. */
        REPLACE_PROVIDER("Replace it, or choose another name."),
        /** Correct or remove the description of {@link Remedy#provider}. */
        REMOVE_PROVIDER("Correct it, or remove the provider.");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    /** This library knows no remedy. */
    public static final Remedy NONE = new Remedy(Action.NONE, null, null);

    private final Action action;
    private final @Nullable String provider;
    private final @Nullable String account;

    private Remedy(Action action, @Nullable String provider, @Nullable String account) {
        this.action = Objects.requireNonNull(action, "action");
        this.provider = provider;
        this.account = account;
    }

    /** This action, if it is clear which provider and account are meant. */
    public static Remedy of(Action action) {
        return new Remedy(action, null, null);
    }

    /** This action, for this provider. */
    public static Remedy of(Action action, String provider) {
        return new Remedy(action, Objects.requireNonNull(provider, "provider"), null);
    }

    /** This action, for this account of this provider. */
    public static Remedy of(Action action, String provider, String account) {
        return new Remedy(
                action, Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(account, "account"));
    }

    /** What to do. */
    public Action action() {
        return action;
    }

    /** The name of the provider to act on. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** The account to act on; the default account has the name of {@link dev.latchkey.model.SessionId#ofDefaultAccount}. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    /** A sentence for display; empty if there is nothing to do. */
    public String text() {
        return action.text;
    }
}
