package dev.latchkey.moshi;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Prepares numbers for writing. Not a part of {@link PlainNumber}, whose check as a class would then load {@link BigDecimal}. */
final class Numbers {
    /** Exponents up to this size are written out as zeros; {@code 1E+1000000} would otherwise become a megabyte of zeros. */
    private static final int MOST_ZEROS = 32;

    private Numbers() {}

    /**
     * Converts the number so that its {@code toString()} is a JSON number of the same value (RFC 8259 §6). An integer is written without a
     * fraction unless that would be absurdly long.
     *
     * @throws IllegalArgumentException if it is not finite, or its text is not a number
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
        // Also no longer than a number that can be read back.
        boolean isShort = decimal.scale() < 0
                && decimal.scale() >= -MOST_ZEROS
                && decimal.precision() - decimal.scale() < ObjectReader.LONGEST_NUMBER;
        return isShort ? decimal.setScale(0) : decimal;
    }
}
