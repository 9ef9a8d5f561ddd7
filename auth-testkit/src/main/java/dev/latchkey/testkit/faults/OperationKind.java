package dev.latchkey.testkit.faults;

/** The kinds of operations on a file system. */
public enum OperationKind {
    /** Opening or creating a file. */
    OPEN(false),
    /** Reading an open file. */
    READ(true),
    /** Writing to an open file. */
    WRITE(true),
    /** Waiting for the disk. */
    FORCE(true),
    /** Truncating an open file. */
    TRUNCATE(true),
    /** Querying the size of an open file. */
    SIZE(true),
    /** Locking a file. */
    LOCK(true),
    /** Unlocking a file. */
    UNLOCK(true),
    /** Closing a file or the listing of a folder. */
    CLOSE(true),
    /** Reading the attributes of a path. */
    STAT(false),
    /** Checking access to a path. */
    ACCESS(false),
    /** Resolving links. */
    REAL_PATH(false),
    /** Starting to list a folder. */
    LIST(false),
    /** Continuing to list a folder. */
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

    /** Whether a system may refuse it for this reason: a full disk can still be read, and an open file needs no permission. */
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

    /** Whether it applies to an open file, for which the JDK's exceptions do not name a path. */
    boolean isOfChannel() {
        return ofChannel;
    }
}
