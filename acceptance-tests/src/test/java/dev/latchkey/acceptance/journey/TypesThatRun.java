package dev.latchkey.acceptance.journey;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs a program under the JDK's debugger interface and records which of Latchkey's top-level types ran code. Lambdas and nested types
 * count as their enclosing type. The accessors that the compiler generates for a record do not count.
 */
final class TypesThatRun {
    private static final long LIMIT_MILLIS = Duration.ofMinutes(2).toMillis();

    private final String marks;
    private final Map<String, SortedSet<String>> types = new TreeMap<>();
    private String part = "";

    private TypesThatRun(String marks) {
        this.marks = marks;
    }

    /**
     * Runs the program to its end.
     *
     * @param command the main class and its arguments, separated by spaces
     * @param options JVM options
     * @param marks a class whose methods mark the parts of the run: calling one starts the part with its name
     * @return the names of the types by part; the part before the first mark has an empty name
     */
    static Map<String, SortedSet<String>> of(String command, String options, Class<?> marks) throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("main")).setValue(command);
        Objects.requireNonNull(arguments.get("options")).setValue(options);
        VirtualMachine machine = connector.launch(arguments);
        Thread out = copy(machine.process().getInputStream());
        Thread err = copy(machine.process().getErrorStream());
        Map<String, SortedSet<String>> types = of(machine, marks);
        out.join();
        err.join();
        return types;
    }

    /** Starts a program with an additional JVM option. */
    interface Start {
        void with(String option) throws Exception;
    }

    /** The types that run in a process started by the caller. */
    static SortedSet<String> of(Start start) throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("timeout")).setValue(String.valueOf(LIMIT_MILLIS));
        String address = connector.startListening(arguments);
        try {
            start.with("-agentlib:jdwp=transport=dt_socket,suspend=y,address=" + address);
            return of(connector.accept(arguments), TypesThatRun.class).getOrDefault("", new TreeSet<>());
        } finally {
            connector.stopListening(arguments);
        }
    }

    private static Map<String, SortedSet<String>> of(VirtualMachine machine, Class<?> marks)
            throws InterruptedException {
        MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
        entries.addClassFilter("dev.latchkey.*");
        entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        entries.enable();
        // Suspends the process at its end, so that the recorded events can still be examined.
        machine.eventRequestManager().createVMDeathRequest().enable();
        TypesThatRun seen = new TypesThatRun(marks.getName());
        while (seen.look(machine)) {}
        return seen.types;
    }

    /** Returns false once the process has ended. */
    private boolean look(VirtualMachine machine) throws InterruptedException {
        EventSet events = machine.eventQueue().remove(LIMIT_MILLIS);
        if (events == null) {
            machine.exit(1);
            throw new IllegalStateException("the program does not end");
        }
        for (Event event : events) {
            if (event instanceof VMDisconnectEvent) {
                return false;
            }
            if (event instanceof MethodEntryEvent entry) {
                entered(entry.method());
            }
            if (event instanceof VMDeathEvent) {
                events.resume();
                return false;
            }
        }
        events.resume();
        return true;
    }

    private void entered(Method method) {
        String type = method.declaringType().name();
        if (type.equals(marks)) {
            part = method.name();
        } else if (!isMadeByTheCompiler(method)) {
            types.computeIfAbsent(part, name -> new TreeSet<>()).add(type.replaceFirst("[$/].*", ""));
        }
    }

    private static boolean isMadeByTheCompiler(Method method) {
        return method.declaringType() instanceof ClassType type
                && type.superclass() != null
                && type.superclass().name().equals("java.lang.Record")
                && method.argumentTypeNames().isEmpty()
                && type.fieldByName(method.name()) != null;
    }

    private static Thread copy(InputStream from) {
        Thread thread = new Thread(() -> {
            try {
                from.transferTo(System.err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
