package dev.latchkey.error;

/** Text that is no JSON object. Checked, since outside text is often not what it should be. */
public final class JsonFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and where (a position or a path), without any of the text, which may be secret; no cause
     *     for the same reason
     */
    public JsonFormatException(String message) {
        super(message);
    }
}
