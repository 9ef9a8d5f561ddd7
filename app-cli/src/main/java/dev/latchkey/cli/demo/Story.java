package dev.latchkey.cli.demo;

import java.io.PrintStream;

/** Tells the story, step by step, and stops it where something does not hold. */
final class Story {
    private final PrintStream out;
    private int step;

    Story(PrintStream out) {
        this.out = out;
    }

    /** The next step begins. */
    void step(String title) {
        out.println();
        out.println(++step + ". " + title);
        out.flush();
    }

    /** Something to know about the step. */
    void say(String text) {
        out.println("   " + text);
        out.flush();
    }

    /**
     * Something that the step shows.
     *
     * @throws DemoFailedException if it does not hold
     */
    void check(boolean holds, String claim) {
        if (!holds) {
            throw new DemoFailedException("Step " + step + " of the demo failed: this does not hold: " + claim);
        }
        say("✓ " + claim);
    }
}
