package dev.latchkey.benchmarks.processes;

import dev.latchkey.benchmarks.peer.Google;
import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.benchmarks.server.RotatingServer;
import java.io.IOException;
import java.nio.file.Path;

/** A contender in the race. It prepares the folder for its processes: a session that has expired. */
enum Contender {
    STUB("stub of the JDK alone", StubWorker.class, "benchmarks") {
        @Override
        void prepare(Path folder, RotatingServer server) throws IOException {
            StubWorker.write(folder, server.logIn());
        }
    },
    LATCHKEY(
            "Latchkey",
            LatchkeyWorker.class,
            "benchmarks|auth-(ports|domain)|adapter-.*|moshi|okhttp-jvm|okio-jvm|kotlin-stdlib") {
        @Override
        void prepare(Path folder, RotatingServer server) {
            LatchkeySessions.saveExpired(folder, server.tokenEndpoint(), server.logIn());
        }
    },
    MSAL(
            "msal4j with its extension",
            MsalWorker.class,
            "benchmarks|msal4j.*|azure-json|nimbus-jose-jwt|jna|jna-platform|slf4j-api") {
        @Override
        void prepare(Path folder, RotatingServer server) throws IOException {
            Msal.openShared(server.tokenEndpoint(), folder).logIn(server.logInForAnExpiredToken());
        }
    },
    GOOGLE(
            "google-auth",
            GoogleWorker.class,
            "benchmarks|google-.*|gson|guava|failureaccess|opencensus-.*|grpc-.*|httpclient|httpcore|commons-.*"
                    + "|api-common|slf4j-api") {
        @Override
        void prepare(Path folder, RotatingServer server) throws IOException {
            Google.write(folder.resolve("credentials.json"), server.tokenEndpoint(), server.logIn());
        }
    };

    private final String title;
    private final Class<?> worker;
    private final String jars;

    Contender(String title, Class<?> worker, String jars) {
        this.title = title;
        this.worker = worker;
        this.jars = jars;
    }

    abstract void prepare(Path folder, RotatingServer server) throws IOException;

    String title() {
        return title;
    }

    String worker() {
        return worker.getName();
    }

    /** Whether there are signed jars on the class path. */
    boolean hasSignedJars() {
        return this == MSAL;
    }

    /** Whether the jar of this artifact, ignoring its version, is on the class path. */
    boolean needs(String artifact) {
        return artifact.matches(jars);
    }
}
