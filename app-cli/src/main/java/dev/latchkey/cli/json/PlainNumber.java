package dev.latchkey.cli.json;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A number as it was written, which nobody has asked for its value yet: to load {@code BigDecimal} takes a JDK 25 longer than
 * everything else that a token's way out of a file takes.
 */
final class PlainNumber extends Number {
    @Serial
    private static final long serialVersionUID = 1;

    private final String text;

    /** @param text a JSON number */
    PlainNumber(String text) {
        this.text = text;
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainNumber that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The number as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
