package dev.latchkey.acceptance.torture;

import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Kills processes, at random and in the midst of a renewal, and lets the server misbehave. Runs in one thread. */
final class Trouble implements Runnable {
    private static final int BETWEEN_MILLIS = 1200;

    private final Workers workers;
    private final LoopbackAuthorizationServer server;
    private final Path journal;
    private final SplittableRandom random;
    private final BlockingQueue<String> rotated = new LinkedBlockingQueue<>();
    private volatile boolean over;

    Trouble(Workers workers, LoopbackAuthorizationServer server, Path journal, long seed) {
        this.workers = workers;
        this.server = server;
        this.journal = journal;
        this.random = new SplittableRandom(seed);
        server.log().onEvent(event -> {
            if (event.kind() == ServerEvent.Kind.ROTATED) {
                rotated.add(event.sent());
            }
        });
    }

    void end() {
        over = true;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                makeTrouble();
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        } finally {
            server.faults().clear();
        }
    }

    private void makeTrouble() throws InterruptedException, IOException {
        int kind = random.nextInt(8);
        switch (kind) {
            case 0, 1 -> killWhoeverRenews();
            case 2 -> workers.killAny();
            case 3 -> server.faults().dropAnswerAfterRotating(1);
            case 4 -> server.faults().failNext(Endpoint.TOKEN, 1, 503);
            case 5 -> server.faults().dropNext(Endpoint.TOKEN, 1);
            case 6 ->
                server.faults()
                        .answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(429).withHeader("Retry-After", "1"));
            default -> server.faults().delay(Endpoint.TOKEN, Duration.ofMillis(random.nextInt(300)));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(BETWEEN_MILLIS));
    }

    /** Between the answer and its save, if it goes well: within a few milliseconds of the rotation. */
    private void killWhoeverRenews() throws InterruptedException, IOException {
        rotated.clear();
        String sent = rotated.poll(5, TimeUnit.SECONDS);
        if (sent == null) {
            return;
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(25));
        long sender = Journal.read(journal).stream()
                .filter(line -> line.is(JournalLine.Kind.SENT) && line.detail(0).equals(sent))
                .reduce((first, last) -> last)
                .map(JournalLine::process)
                .orElse(-1L);
        workers.kill(sender);
    }
}
