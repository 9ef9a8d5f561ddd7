package dev.latchkey.cli.faults;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the operations of one process, lets the fault strike, and knows what is open. Safe for use by several threads. */
final class Operations implements Closeable {
    private final Fault fault;
    private final List<Operation> log = new ArrayList<>();
    private final Map<Channel, String> open = new LinkedHashMap<>();
    private boolean ended;

    Operations(Fault fault) {
        this.fault = fault;
    }

    /**
     * To be called before each operation.
     *
     * @throws IOException if it fails
     */
    void before(OperationKind kind, Object path) throws IOException {
        Operation operation;
        synchronized (this) {
            if (ended) {
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

    synchronized void opened(Channel channel, Object path) {
        open.put(channel, path.toString());
    }

    synchronized void closed(Channel channel) {
        open.remove(channel);
    }

    /** What is open now. */
    synchronized List<String> open() {
        return List.copyOf(open.values());
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
            left = List.copyOf(open.keySet());
            open.clear();
        }
        for (Channel channel : left) {
            channel.close();
        }
    }
}
