package dev.latchkey.testkit.torture;

import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Causes one trouble after the other: kills processes, at random and during a renewal, makes the server misbehave, and runs the added troubles. */
final class Troubles implements Runnable {
    private static final int BETWEEN_MILLIS = 1200;

    private final Torture torture;
    private final TortureScene scene;
    private volatile boolean over;
    private volatile @Nullable Exception failure;

    Troubles(Torture torture, TortureScene scene) {
        this.torture = torture;
        this.scene = scene;
    }

    void end() {
        over = true;
    }

    /** Whether there are no more troubles. */
    boolean isOver() {
        return over;
    }

    /** Why it ended too early; null if it did not. */
    @Nullable
    Exception failure() {
        return failure;
    }

    @Override
    public void run() {
        List<TortureTrouble> all = new ArrayList<>(torture.troubles);
        if (torture.usualTroubles) {
            all.addAll(usual());
        }
        try {
            for (int i = 0; i < torture.times && !over; i++) {
                scene.awaitLogin();
                all.get(scene.random().nextInt(all.size())).make(scene);
                TortureScene.pause(Duration.ofMillis(scene.random().nextInt(BETWEEN_MILLIS)));
                if (!torture.usualTroubles) {
                    scene.atNextRotation(
                            process -> {}); // An undisturbed renewal in between, to keep the troubles apart.
                }
            }
        } catch (Exception e) {
            failure = e;
        } finally {
            over = true;
            scene.server().faults().clear();
        }
    }

    private static List<TortureTrouble> usual() {
        TortureTrouble killWhoeverRenews = scene -> {
            // Usually between the response and its save: within a few milliseconds of the rotation.
            var sender = scene.atNextRotation(process -> {});
            TortureScene.pause(Duration.ofMillis(scene.random().nextInt(25)));
            if (sender.isPresent()) {
                scene.kill(sender.getAsLong());
            }
        };
        return List.of(
                killWhoeverRenews,
                killWhoeverRenews,
                TortureScene::killAny,
                scene -> faults(scene).dropAnswerAfterRotating(1),
                scene -> faults(scene).failNext(Endpoint.TOKEN, 1, 503),
                scene -> faults(scene).dropNext(Endpoint.TOKEN, 1),
                scene -> faults(scene)
                        .answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(429).withHeader("Retry-After", "1")),
                scene -> faults(scene)
                        .delay(Endpoint.TOKEN, Duration.ofMillis(scene.random().nextInt(300))));
    }

    private static Faults faults(TortureScene scene) {
        return scene.server().faults();
    }
}
