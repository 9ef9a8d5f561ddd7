package dev.latchkey.cli.options;

import java.util.Set;

/** The names of all commands, for whoever reads a command line without picocli. */
public final class CommandNames {
    /** Those below the root, hidden ones among them. */
    public static final Set<String> ALL = Set.of(
            "login",
            "token",
            "exec",
            "status",
            "sessions",
            "switch",
            "request",
            "logout",
            "git-credential",
            "docker-credential",
            "migrate",
            "provider",
            "doctor",
            "demo",
            "completion",
            "help",
            "complete",
            "man",
            "options",
            "rehearse");

    private CommandNames() {}
}
