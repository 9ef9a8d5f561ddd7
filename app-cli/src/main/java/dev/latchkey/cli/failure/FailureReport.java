package dev.latchkey.cli.failure;

import dev.latchkey.console.SafeLine;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.local.provider.ConfigurationException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports why a command failed: one message, without a stack trace or a secret. */
public final class FailureReport {
    private static final int LONGEST_CHAIN = 10;
    /** Exit codes whose remedy may be longer than a message. */
    private static final Set<ExitCode> WORTH_READING =
            EnumSet.of(ExitCode.REFUSED, ExitCode.UNREACHABLE, ExitCode.STORAGE);

    private FailureReport() {}

    /**
     * Prints the failure.
     *
     * @param verbose whether to add the exceptions' class names, which help in a bug report
     * @return the exit code
     */
    public static ExitCode print(Throwable thrown, PrintStream err, boolean verbose) {
        Throwable failure = unwrapped(thrown);
        ExitCode code = ExitCode.of(failure);
        err.println("latchkey: " + SafeLine.of(message(failure)));
        if (failure instanceof UsageException usage && usage.command() != null) {
            err.println("See: " + usage.command() + " --help");
        }
        if (WORTH_READING.contains(code)) {
            err.println("More: latchkey help trouble");
        }
        if (verbose) {
            err.println("latchkey: exit code " + code.code() + ", from " + chain(failure));
            if (code == ExitCode.UNEXPECTED) {
                printPlaces(failure, err);
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
            return refused.problem() + " Type: --issuer "
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
        String what = Remedies.of(remedy);
        return what.isEmpty() ? problem : problem + " " + what;
    }

    /** Whether the message is Latchkey's own. */
    private static boolean isKnown(Throwable failure) {
        return failure instanceof AuthException || ExitCode.of(failure) == ExitCode.USAGE;
    }

    /** OkHttp passes only {@code IOException}s through, so Latchkey's exceptions are wrapped in one. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
            if (isKnown(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return thrown;
    }

    private static String chain(Throwable thrown) {
        StringBuilder names = new StringBuilder();
        @Nullable Throwable cause = thrown;
        for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
            names.append(i == 0 ? "" : " <- ").append(cause.getClass().getName());
            cause = cause.getCause();
        }
        return names.toString();
    }

    private static void printPlaces(Throwable thrown, PrintStream err) {
        for (StackTraceElement place : thrown.getStackTrace()) {
            err.println("    at " + place);
        }
    }
}
