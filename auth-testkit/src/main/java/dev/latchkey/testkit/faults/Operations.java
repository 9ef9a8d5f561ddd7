package dev.latchkey.testkit.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the operations of one process, applies the fault, and tracks open files. Safe for use by several threads. */
final class Operations implements Closeable {
    /**
     * The process that a thread belongs to; none for the test's own threads. The JVM leaves lock files open until the next process uses
     * them, and then closes them. Faults of one process must not affect the other.
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

    /** From now on, this thread and those that it starts belong to the process with this file system. */
    static void enter(FileSystem files) {
        PROCESS.set(files);
    }

    /**
     * Must be called before each operation.
     *
     * @throws IOException if it is to fail
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

    /** All operations so far. */
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

    /** The files that are open now. */
    synchronized List<String> open() {
        return open.values().stream().map(Seen::path).toList();
    }

    /** Stops counting and injecting faults. */
    synchronized void end() {
        ended = true;
    }

    /** Ends the process and closes what it left open, as the kernel would. */
    @Override
    public void close() throws IOException {
        List<Channel> left;
        synchronized (this) {
            ended = true;
            // First closes what is left to the next user of a lock: it must report that it is closed before its file
            // key can be reused.
            left = new ArrayList<>(open.values().stream().map(Seen::channel).toList());
            left.addAll(open.keySet());
            open.clear();
        }
        for (Channel channel : left) {
            channel.close();
        }
    }
}
