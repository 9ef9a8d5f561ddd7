package dev.latchkey.testkit.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the operations of one process, lets the fault strike, and knows what is open. Safe for use by several threads. */
final class Operations implements Closeable {
    /**
     * Whose thread it is; none for a test's own. Locks stay open for whoever comes next in this JVM, which then closes them: no
     * fault of the one strikes the other.
     */
    private static final InheritableThreadLocal<FileSystem> PROCESS = new InheritableThreadLocal<>();

    private final FileSystem files;
    private final Fault fault;
    private final List<Operation> log = new ArrayList<>();
    private final Map<Channel, Seen> open = new LinkedHashMap<>();
    private boolean ended;

    Operations(FileSystem files, Fault fault) {
        this.files = files;
        this.fault = fault;
    }

    /** From here on this thread, and those that it starts, are of the process that has this file system. */
    static void enter(FileSystem files) {
        PROCESS.set(files);
    }

    /**
     * To be called before each operation.
     *
     * @throws IOException if it fails
     */
    void before(OperationKind kind, Object path) throws IOException {
        Operation operation;
        synchronized (this) {
            FileSystem process = PROCESS.get();
            if (ended || process != null && process != files) {
                return;
            }
            operation = new Operation(log.size() + 1, kind, path.toString());
            log.add(operation);
        }
        fault.strike(operation);
    }

    /** All so far. */
    synchronized List<Operation> log() {
        return List.copyOf(log);
    }

    /** An open file as the process sees it. */
    private record Seen(Channel channel, String path) {}

    synchronized void opened(Channel real, Channel seen, Object path) {
        open.put(real, new Seen(seen, path.toString()));
    }

    synchronized void closed(Channel channel) {
        open.remove(channel);
    }

    /** What is open now. */
    synchronized List<String> open() {
        return open.values().stream().map(Seen::path).toList();
    }

    /** Nothing is counted and nothing fails any more. */
    synchronized void end() {
        ended = true;
    }

    /** The process is gone: what it left open is closed, as by the kernel. */
    @Override
    public void close() throws IOException {
        List<Channel> left;
        synchronized (this) {
            ended = true;
            // First that which is left to the next user of a lock: it must say that it is closed before its file's key
            // is free.
            left = new ArrayList<>(open.values().stream().map(Seen::channel).toList());
            left.addAll(open.keySet());
            open.clear();
        }
        for (Channel channel : left) {
            channel.close();
        }
    }
}
