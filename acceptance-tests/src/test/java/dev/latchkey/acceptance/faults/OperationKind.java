package dev.latchkey.acceptance.faults;

/** What a program can ask of a file system. */
enum OperationKind {
    OPEN(false),
    READ(true),
    WRITE(true),
    FORCE(true),
    TRUNCATE(true),
    SIZE(true),
    LOCK(true),
    UNLOCK(true),
    CLOSE(true),
    STAT(false),
    ACCESS(false),
    REAL_PATH(false),
    LIST(false),
    NEXT(false),
    CREATE_FOLDER(false),
    LINK(false),
    COPY(false),
    MOVE(false),
    DELETE(false),
    SET_ATTRIBUTE(false);

    private final boolean ofChannel;

    OperationKind(boolean ofChannel) {
        this.ofChannel = ofChannel;
    }

    /** Whether a system may refuse it for that reason: no disk is too full to be read, and an open file asks for no leave. */
    boolean mayFailWith(Errno errno) {
        return switch (errno) {
            case EIO -> true;
            case ENOSPC ->
                switch (this) {
                    case OPEN, WRITE, FORCE, CLOSE, CREATE_FOLDER, LINK, COPY, MOVE, SET_ATTRIBUTE -> true;
                    default -> false;
                };
            case EACCES -> !ofChannel;
        };
    }

    /** Whether it is asked of an open file, where the JDK's exceptions name no path. */
    boolean isOfChannel() {
        return ofChannel;
    }
}
