package dev.latchkey.cli.line;

import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.session.AccountName;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports why a command failed: one message, without a stack trace or a secret. */
public final class FailureReport {
    private static final int LONGEST_CHAIN = 10;
    /** Exit codes whose remedy may be longer than a message. */
    private static final Set<ExitCode> WORTH_READING =
            EnumSet.of(ExitCode.REFUSED, ExitCode.UNREACHABLE, ExitCode.STORAGE);

    private static final String KEEP_IN_FILE = "To keep a new session in a file, log in with --store file.";

    private FailureReport() {}

    /** Prints the failure, if verbose with the exceptions' class names, which help in a bug report; returns the exit code. */
    public static ExitCode print(Throwable thrown, Terminal terminal, boolean verbose) {
        Throwable failure = unwrapped(thrown);
        ExitCode code = ExitCode.of(failure);
        terminal.note("latchkey: " + message(failure));
        if (failure instanceof UsageException usage && usage.command() != null) {
            terminal.note("See: " + usage.command() + " --help");
        }
        if (WORTH_READING.contains(code)) {
            terminal.note("More: latchkey help trouble");
        }
        if (verbose) {
            terminal.note("latchkey: exit code " + code.code() + ", from "
                    + chain(failure).map(one -> one.getClass().getName()).collect(Collectors.joining(" <- ")));
            if (code == ExitCode.UNEXPECTED) {
                for (StackTraceElement place : failure.getStackTrace()) {
                    terminal.err().println("    at " + place);
                }
            }
        }
        return code;
    }

    /** A word for the failure, for programs. */
    public static String word(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof AuthException known) {
            return known.kind().name().toLowerCase(Locale.ROOT);
        }
        return ExitCode.of(failure) == ExitCode.USAGE ? "usage" : "unexpected";
    }

    /** One or two sentences for a person. */
    public static String message(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof ServerRefusedException refused
                && refused.namedIssuer().isPresent()) {
            return refused.problem() + " Run the same command with --issuer "
                    + refused.namedIssuer().get();
        }
        if (failure instanceof AuthException known) {
            return message(known.problem(), known.remedy());
        }
        if (failure instanceof ConfigurationException wrong) {
            return message(wrong.problem(), wrong.remedy());
        }
        if (isKnown(failure)) {
            return String.valueOf(failure.getMessage());
        }
        // Messages of other libraries' exceptions may contain anything, so they are not shown.
        return "Something unexpected went wrong (" + failure.getClass().getName()
                + "). Run the same with --verbose and report what it says.";
    }

    private static String message(String problem, Remedy remedy) {
        return (problem + " " + what(remedy)).stripTrailing();
    }

    /** Whether the message is Latchkey's own. */
    private static boolean isKnown(Throwable failure) {
        return failure instanceof AuthException || ExitCode.of(failure) == ExitCode.USAGE;
    }

    /** OkHttp passes only {@code IOException}s through, so Latchkey's exceptions are wrapped in one. */
    private static Throwable unwrapped(Throwable thrown) {
        return chain(thrown).filter(FailureReport::isKnown).findFirst().orElse(thrown);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
    }

    /** What to type, as a sentence; empty if there is no remedy. */
    private static String what(Remedy remedy) {
        return switch (remedy.action()) {
            case NONE -> "";
            case LOG_IN -> "Run: latchkey login" + provider(remedy) + account(remedy);
            case REPLACE_SESSION -> "Replace it with --force, or keep both by naming the account with --account.";
            case DELETE_LOCALLY ->
                "To delete it here, without revoking it, run: latchkey logout --local" + provider(remedy)
                        + account(remedy);
            case CHOOSE_ACCOUNT ->
                "Name the account with --account, or set the current one. Run: latchkey switch" + provider(remedy)
                        + " ACCOUNT";
            case USE_FILES -> KEEP_IN_FILE;
            case SET_UP_DATABASE ->
                "Set LATCHKEY_DATABASE to its address, such as jdbc:postgresql://db.example.com/app?user=app. "
                        + KEEP_IN_FILE;
            case TRUST_AUTHORITY -> "If it should be trusted, add the authority's certificate with --ca-file.";
            case ADD_PROVIDER -> "Run: latchkey provider add" + preset(remedy);
            case USE_PROVIDER -> "Name one with --provider, or set the default one. Run: latchkey provider use NAME";
            case REPLACE_PROVIDER -> "Replace it with --force, or choose another name.";
            case REMOVE_PROVIDER ->
                "Correct it, or remove it with \"latchkey provider remove" + name(remedy) + "\" and add it again.";
        };
    }

    /** The name of a provider that was described by options is not a valid value of {@code --provider}. */
    private static String provider(Remedy remedy) {
        String name = name(remedy);
        return name.isEmpty() || name.contains("://") ? "" : " --provider" + name;
    }

    private static String preset(Remedy remedy) {
        String name = remedy.provider().orElse("");
        return ServerPresets.NAMES.contains(name) ? " " + name + " --preset " + name + " --client-id ID" : "";
    }

    private static String account(Remedy remedy) {
        return remedy.account()
                .map(account -> " --account " + AccountName.shown(account))
                .orElse("");
    }

    private static String name(Remedy remedy) {
        return remedy.provider()
                .map(provider -> " " + AccountName.shown(provider))
                .orElse("");
    }
}
