package dev.latchkey.cli.line;

/** What can be a value, for completion. */
public enum ValueKind {
    /** There is no value. */
    NONE,
    /** One of a few that the table names. */
    CHOICE,
    /** The name of a provider that is set up. */
    PROVIDER,
    /** The name of a preset. */
    PRESET,
    /** An account that is logged in at the provider that the line names. */
    ACCOUNT,
    /** A file. */
    FILE,
    /** A command, or a topic of the help. */
    TOPIC,
    /** Anything else. */
    ANY
}
