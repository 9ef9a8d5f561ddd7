package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What to do after a reply or a failure. */
public sealed interface Verdict {
    /** The kinds, to switch over. */
    enum Kind {
        /** {@link PassOn}. */
        PASS_ON,
        /** {@link Repeat}. */
        REPEAT,
        /** {@link Retry}. */
        RETRY,
        /** {@link Redirect}. */
        REDIRECT,
        /** {@link StepUp}. */
        STEP_UP
    }

    /** Which of them this is. */
    Kind kind();

    /** Hand the answer to the caller as it is. */
    static Verdict passOn() {
        return new PassOn();
    }

    /** Send the request once more, with these. */
    static Verdict repeatWith(Credentials credentials) {
        return new Repeat(credentials);
    }

    /** Hand the answer, or the failure, to the caller as it is. */
    record PassOn() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.PASS_ON;
        }
    }

    /**
     * Send the request once more, at once.
     *
     * @param credentials what to send instead of what was refused
     */
    record Repeat(Credentials credentials) implements Verdict {
        public Repeat {
            Objects.requireNonNull(credentials, "credentials");
        }

        @Override
        public Kind kind() {
            return Kind.REPEAT;
        }
    }

    /**
     * Let go of the reply, wait, ask for credentials anew, and send the request once more.
     *
     * @param shortest the shortest wait
     * @param spread a random part of this is added, so that not all clients come back at once
     */
    record Retry(Duration shortest, Duration spread) implements Verdict {
        public Retry {
            Objects.requireNonNull(shortest, "shortest");
            Objects.requireNonNull(spread, "spread");
        }

        @Override
        public Kind kind() {
            return Kind.RETRY;
        }

        /**
         * How long to wait.
         *
         * @param part which part of the spread, at random from 0 to 1
         */
        public Duration pause(double part) {
            return shortest.plusMillis(Math.round(spread.toMillis() * part));
        }
    }

    /**
     * Let go of the reply, ask for credentials for the new target, and send the request there.
     *
     * @param method the method to send it with
     * @param target where to
     * @param keepsBody whether the body goes along
     * @param staysWithin whether the target has the origin that the reply came from
     */
    record Redirect(String method, URI target, boolean keepsBody, boolean staysWithin) implements Verdict {
        /** Any other may hold a secret of the caller's, whatever it is called. */
        private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "range", "user-agent");

        public Redirect {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(target, "target");
        }

        @Override
        public Kind kind() {
            return Kind.REDIRECT;
        }

        /** Whether a header that the caller set goes along. */
        public boolean keeps(String header) {
            String name = header.toLowerCase(Locale.ROOT);
            boolean isOfBody = name.startsWith("content-") || name.equals("transfer-encoding");
            return (keepsBody || !isOfBody) && (staysWithin || HARMLESS.contains(name));
        }
    }

    /**
     * Hand the answer to the caller: the resource wants a stronger login (RFC 9470), for which a person has to be asked.
     *
     * @param challenge the challenge, cleaned for showing
     */
    record StepUp(DisplayText challenge) implements Verdict {
        public StepUp {
            Objects.requireNonNull(challenge, "challenge");
        }

        @Override
        public Kind kind() {
            return Kind.STEP_UP;
        }
    }
}
