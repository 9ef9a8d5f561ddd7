package dev.latchkey.cli.failure;

import dev.latchkey.error.Remedy;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.session.AccountName;

/** What to type, for the library's remedies. */
final class Remedies {
    private static final String KEEP_IN_FILE = "To keep a new session in a file, log in with --store file.";

    private Remedies() {}

    /** A sentence; empty if there is no remedy. */
    static String of(Remedy remedy) {
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
            case ADD_PROVIDER -> "Add it with \"latchkey provider add" + preset(remedy) + "\".";
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
        return remedy.account().isPresent()
                ? " --account " + AccountName.shown(remedy.account().get())
                : "";
    }

    private static String name(Remedy remedy) {
        return remedy.provider().isPresent()
                ? " " + AccountName.shown(remedy.provider().get())
                : "";
    }
}
