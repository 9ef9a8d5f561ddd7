package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What to do after a reply or a failure. */
public sealed interface Verdict {
    /** The kinds, for use in a switch. */
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

    /** The kind of this verdict. */
    Kind kind();

    /** Pass the reply to the caller. */
    static Verdict passOn() {
        return new PassOn();
    }

    /** Repeat the request with these credentials. */
    static Verdict repeatWith(Credentials credentials) {
        return new Repeat(credentials);
    }

    /** Pass the reply or the failure to the caller. */
    record PassOn() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.PASS_ON;
        }
    }

    /**
     * Repeat the request at once.
     *
     * @param credentials the credentials that replace the refused ones
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
     * Discard the reply, wait, get credentials again, and repeat the request.
     *
     * @param shortest the minimum time to wait
     * @param spread the range of the random time to add, so that clients do not retry simultaneously
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
         * The time to wait.
         *
         * @param part the fraction of the spread, random from 0 to 1
         */
        public Duration pause(double part) {
            return shortest.plusMillis(Math.round(spread.toMillis() * part));
        }
    }

    /**
     * Discard the reply, get credentials for the new target, and send the request there.
     *
     * @param method the method to use
     * @param target the new target
     * @param keepsBody whether to send the body
     * @param staysWithin whether the target has the same origin as the reply
     */
    record Redirect(String method, URI target, boolean keepsBody, boolean staysWithin) implements Verdict {
        /** Any other header may contain a secret of the caller's, whatever its name. */
        private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "range", "user-agent");

        public Redirect {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(target, "target");
        }

        @Override
        public Kind kind() {
            return Kind.REDIRECT;
        }

        /** Whether to keep this header that the caller set. */
        public boolean keeps(String header) {
            String name = header.toLowerCase(Locale.ROOT);
            boolean isOfBody = name.startsWith("content-") || name.equals("transfer-encoding");
            return (keepsBody || !isOfBody) && (staysWithin || HARMLESS.contains(name));
        }
    }

    /**
     * Pass the reply to the caller: the resource requires a stronger login (RFC 9470), which needs a person.
     *
     * @param challenge the challenge, cleaned for display
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
