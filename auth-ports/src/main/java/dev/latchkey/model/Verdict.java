package dev.latchkey.model;

import java.util.Objects;

/** What to do about a {@link Refusal}. */
public sealed interface Verdict {
    /** The kinds, to switch over. */
    enum Kind {
        REPEAT,
        PASS_ON,
        STEP_UP
    }

    /** Which of the three this is. */
    Kind kind();

    /** Hand the answer to the caller as it is. */
    static Verdict passOn() {
        return new PassOn();
    }

    /** Send the request once more, with these. */
    static Verdict repeatWith(Credentials credentials) {
        return new Repeat(credentials);
    }

    /**
     * Send the request once more, if its body can be sent again.
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

    /** Hand the answer to the caller as it is. */
    record PassOn() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.PASS_ON;
        }
    }

    /**
     * The resource wants a stronger login (RFC 9470); a person has to be asked, which no request does.
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
