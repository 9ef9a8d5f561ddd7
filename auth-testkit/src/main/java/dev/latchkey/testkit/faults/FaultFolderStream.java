package dev.latchkey.testkit.faults;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;

/** Lists a folder; each step may fail. */
final class FaultFolderStream implements DirectoryStream<Path> {
    private final DirectoryStream<Path> real;
    private final FaultFileSystem files;
    private final Operations operations;
    private final Path folder;

    FaultFolderStream(DirectoryStream<Path> real, FaultFileSystem files, Operations operations, Path folder) {
        this.real = real;
        this.files = files;
        this.operations = operations;
        this.folder = folder;
    }

    @Override
    public Iterator<Path> iterator() {
        Iterator<Path> entries = real.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    operations.before(OperationKind.NEXT, folder);
                } catch (IOException e) {
                    throw new DirectoryIteratorException(e);
                }
                return entries.hasNext();
            }

            @Override
            public Path next() {
                return files.wrap(entries.next());
            }
        };
    }

    @Override
    public void close() throws IOException {
        real.close();
        operations.before(OperationKind.CLOSE, folder);
    }
}
