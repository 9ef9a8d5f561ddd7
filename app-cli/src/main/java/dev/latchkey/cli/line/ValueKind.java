package dev.latchkey.cli.line;

/** The kind of a value, for completion. */
public enum ValueKind {
    /** There is no value. */
    NONE,
    /** One of the table's fixed set. */
    CHOICE,
    /** The name of a configured provider. */
    PROVIDER,
    /** The name of a preset. */
    PRESET,
    /** An account that is logged in to the provider named on the line. */
    ACCOUNT,
    /** A file. */
    FILE,
    /** A command, or a help topic. */
    TOPIC,
    /** Anything else. */
    ANY
}
