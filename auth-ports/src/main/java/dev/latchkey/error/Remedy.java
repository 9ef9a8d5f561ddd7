package dev.latchkey.error;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do about a failure. It holds facts: a program says in its own words how that is done there, as the command line
 * does with the command to type. Immutable.
 */
public final class Remedy implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What to do; the text after each is what a failure's message says of it. */
    public enum Action {
        /** Nothing that this library knows of; the message may still say what is wrong. */
        NONE(""),
        /** Log in to {@link Remedy#provider}, as {@link Remedy#account} where there is one. */
        LOG_IN("Log in again."),
        /** Log in and replace the session that is in the way, or name an account to keep both. */
        REPLACE_SESSION("Replace that session, or keep both by naming the account."),
        /** Delete the session on this machine without asking the server. */
        DELETE_LOCALLY("To delete it on this machine without revoking it, log out locally."),
        /** Name the account that is meant, or set the current one. */
        CHOOSE_ACCOUNT("Name the account, or set the current one."),
        /** Keep new sessions in files. */
        USE_FILES("To keep a new session in a file, choose the file store."),
        /** Add the server's certificate authority to those that are trusted. */
        TRUST_AUTHORITY("If it should be trusted, add the authority's certificate."),
        /** Set up {@link Remedy#provider}. */
        ADD_PROVIDER("Add it first."),
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

    /** Nothing to be done that this library knows of. */
    public static final Remedy NONE = new Remedy(Action.NONE, null, null);

    private final Action action;
    private final @Nullable String provider;
    private final @Nullable String account;

    private Remedy(Action action, @Nullable String provider, @Nullable String account) {
        this.action = Objects.requireNonNull(action, "action");
        this.provider = provider;
        this.account = account;
    }

    /** That action, where it is clear which provider and account are meant. */
    public static Remedy of(Action action) {
        return new Remedy(action, null, null);
    }

    /** That action, for that provider. */
    public static Remedy of(Action action, String provider) {
        return new Remedy(action, Objects.requireNonNull(provider, "provider"), null);
    }

    /** That action, for that account of that provider. */
    public static Remedy of(Action action, String provider, String account) {
        return new Remedy(
                action, Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(account, "account"));
    }

    /** What to do. */
    public Action action() {
        return action;
    }

    /** The provider that it is about, by its name here. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** The account that it is about; the default account has the name of {@link dev.latchkey.model.SessionId#ofDefaultAccount}. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    /** A sentence for a person; empty if there is nothing to do. */
    public String text() {
        return action.text;
    }
}
