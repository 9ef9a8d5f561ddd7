package dev.latchkey.cli.demo;

/** A claim of the demo does not hold. */
public final class DemoFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }
}
