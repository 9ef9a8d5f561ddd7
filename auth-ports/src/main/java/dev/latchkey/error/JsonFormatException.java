package dev.latchkey.error;

/** Text that is not a JSON object. A checked exception, because text from outside is often malformed. */
public final class JsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and where (a position or a path), without any of the text, which may be secret. There is no cause for
     *     the same reason.
     */
    public JsonFormatException(String message) {
        super(message);
    }
}
