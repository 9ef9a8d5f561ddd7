package dev.latchkey.moshi;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers on their way out. */
final class Numbers {
    /** Written out up to here; {@code 1E+1000000} would otherwise become a megabyte of zeros. */
    private static final int MOST_ZEROS = 32;

    private Numbers() {}

    /**
     * The number in a form whose {@code toString()} is a JSON number of the same value (RFC 8259 §6), an integer without a
     * fraction where that is not absurdly long.
     *
     * @throws IllegalArgumentException if it is not finite, or its text is no number
     */
    static Number forJson(Number number) {
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || number instanceof PlainNumber) {
            return number;
        }
        if (number instanceof BigDecimal decimal) {
            return withoutExponent(decimal);
        }
        return withoutExponent(decimal(number));
    }

    private static BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "JSON has only finite numbers, this " + number.getClass().getName() + " is none");
        }
    }

    private static BigDecimal withoutExponent(BigDecimal decimal) {
        // Nor longer than what is read back as a number.
        boolean isShort = decimal.scale() < 0
                && decimal.scale() >= -MOST_ZEROS
                && decimal.precision() - decimal.scale() < ObjectReader.LONGEST_NUMBER;
        return isShort ? decimal.setScale(0) : decimal;
    }
}
