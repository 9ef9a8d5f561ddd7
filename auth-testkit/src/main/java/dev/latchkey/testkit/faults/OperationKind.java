package dev.latchkey.testkit.faults;

/** What a program can ask of a file system. */
public enum OperationKind {
    /** Opening or creating a file. */
    OPEN(false),
    /** Reading an open file. */
    READ(true),
    /** Writing to an open file. */
    WRITE(true),
    /** Waiting for the disk. */
    FORCE(true),
    /** Cutting an open file. */
    TRUNCATE(true),
    /** Asking for the size of an open file. */
    SIZE(true),
    /** Locking a file. */
    LOCK(true),
    /** Unlocking a file. */
    UNLOCK(true),
    /** Closing a file or the listing of a folder. */
    CLOSE(true),
    /** Reading the attributes of a path. */
    STAT(false),
    /** Asking what a path may be used for. */
    ACCESS(false),
    /** Resolving links. */
    REAL_PATH(false),
    /** Beginning to list a folder. */
    LIST(false),
    /** Going on to list a folder. */
    NEXT(false),
    /** Creating a folder. */
    CREATE_FOLDER(false),
    /** Creating a link. */
    LINK(false),
    /** Copying a file. */
    COPY(false),
    /** Renaming or moving a file. */
    MOVE(false),
    /** Deleting a file or a folder. */
    DELETE(false),
    /** Setting a mode, an owner or a time. */
    SET_ATTRIBUTE(false);

    private final boolean ofChannel;

    OperationKind(boolean ofChannel) {
        this.ofChannel = ofChannel;
    }

    /** Whether a system may refuse it for that reason: no disk is too full to be read, and an open file asks for no leave. */
    public boolean mayFailWith(Errno errno) {
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
