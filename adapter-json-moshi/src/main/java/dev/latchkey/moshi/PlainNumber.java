package dev.latchkey.moshi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number without an exponent, kept as its text. Loading {@link BigDecimal} takes ten milliseconds on JDK 25, a third of the time of a
 * process that prints a token. Immutable; two instances are equal if their texts are.
 */
final class PlainNumber extends Number {
    private static final long serialVersionUID = 1L;

    private static final int THOUSAND = 1000;
    /** Integers up to this one are exact in a double. */
    private static final double MOST_THOUSANDTHS = 1L << 53;

    private final String text;

    PlainNumber(String text) {
        this.text = text;
    }

    /** The same number, if it has at most three decimals, as times in seconds have, and is not huge; else null. */
    static @Nullable PlainNumber ofThousandths(double number) {
        double rounded = Math.rint(number * THOUSAND);
        if (Math.abs(rounded) > MOST_THOUSANDTHS || rounded / THOUSAND != number) {
            return null;
        }
        long thousandths = Math.abs((long) rounded);
        String text = (rounded < 0 ? "-" : "") + thousandths / THOUSAND;
        String decimals = String.valueOf(THOUSAND + thousandths % THOUSAND);
        int used = decimals.length();
        while (decimals.charAt(used - 1) == '0') {
            used--;
        }
        return new PlainNumber(used == 1 ? text : text + '.' + decimals.substring(1, used));
    }

    @Override
    public int intValue() {
        return new BigDecimal(text).intValue();
    }

    @Override
    public long longValue() {
        return new BigDecimal(text).longValue();
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainNumber number && number.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
