package dev.latchkey.cli.demo;

/** Something that the demo shows does not hold. */
public final class DemoFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }
}
