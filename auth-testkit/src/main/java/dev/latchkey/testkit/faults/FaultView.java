package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Reads and sets the attributes of a file, each as one operation. */
final class FaultView implements PosixFileAttributeView {
    private final PosixFileAttributeView real;
    private final Path path;
    private final Operations operations;

    FaultView(PosixFileAttributeView real, Path path, Operations operations) {
        this.real = real;
        this.path = path;
        this.operations = operations;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public PosixFileAttributes readAttributes() throws IOException {
        operations.before(OperationKind.STAT, path);
        return real.readAttributes();
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        operations.before(OperationKind.STAT, path);
        return real.getOwner();
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> mode) throws IOException {
        operations.before(OperationKind.SET_ATTRIBUTE, path);
        real.setPermissions(mode);
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        operations.before(OperationKind.SET_ATTRIBUTE, path);
        real.setOwner(owner);
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        operations.before(OperationKind.SET_ATTRIBUTE, path);
        real.setGroup(group);
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
        operations.before(OperationKind.SET_ATTRIBUTE, path);
        real.setTimes(modified, accessed, created);
    }
}
