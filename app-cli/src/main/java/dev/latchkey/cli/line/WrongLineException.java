package dev.latchkey.cli.line;

/** The command line makes no sense. */
public final class WrongLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WrongUsage usage;

    WrongLineException(WrongUsage usage) {
        super(usage.message(), null, false, false);
        this.usage = usage;
    }

    /** What to tell the person. */
    public WrongUsage usage() {
        return usage;
    }
}
