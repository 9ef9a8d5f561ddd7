package dev.latchkey.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one text (RFC 8259). All that this takes a full reader takes for the same. Used once, by one thread.
 */
final class PlainReader {
    private static final int DEEPEST = 4;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_EXPONENT = 3;

    private final String text;
    private int next;

    PlainReader(String text) {
        this.text = text;
    }

    /** The object, or null if the text is not plain, or no object at all. */
    @Nullable
    Map<String, Object> read() {
        if (text.indexOf('\\') >= 0 || !isWellFormed()) {
            return null;
        }
        try {
            skipSpace();
            Map<String, Object> object = object(1);
            return next == text.length() ? object : null;
        } catch (NotPlainException e) {
            return null;
        }
    }

    /** Whether no half of a surrogate pair stands alone, for which a full reader has a meaning; faster than to look at each. */
    private boolean isWellFormed() {
        return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private Map<String, Object> object(int depth) throws NotPlainException {
        take('{');
        Map<String, Object> object = new LinkedHashMap<>();
        if (!took('}')) {
            do {
                String name = string();
                take(':');
                object.put(name, value(depth));
            } while (took(','));
            take('}');
        }
        return object;
    }

    private List<Object> array(int depth) throws NotPlainException {
        take('[');
        List<Object> array = new ArrayList<>();
        if (!took(']')) {
            do {
                array.add(value(depth));
            } while (took(','));
            take(']');
        }
        return array;
    }

    private @Nullable Object value(int depth) throws NotPlainException {
        char first = peek();
        if (depth == DEEPEST && (first == '{' || first == '[')) {
            throw new NotPlainException();
        }
        return switch (first) {
            case '"' -> string();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    /** There is no escape in it, so it ends with the next quotation mark. */
    private String string() throws NotPlainException {
        int start = next + 1;
        int end = peek() == '"' ? text.indexOf('"', start) : -1;
        if (end < 0) {
            throw new NotPlainException();
        }
        next = end + 1;
        skipSpace();
        return text.substring(start, end);
    }

    private @Nullable Object word(String word, @Nullable Object meaning) throws NotPlainException {
        if (!text.startsWith(word, next)) {
            throw new NotPlainException();
        }
        next += word.length();
        skipSpace();
        return meaning;
    }

    private Number number() throws NotPlainException {
        int start = next;
        skip('-');
        if (!skip('0')) {
            digits(LONGEST_NUMBER);
        }
        if (skip('.')) {
            digits(LONGEST_NUMBER);
        }
        if (skip('e') || skip('E')) {
            if (!skip('-')) {
                skip('+');
            }
            digits(LONGEST_EXPONENT); // A full reader may have no number for a huge one.
        }
        if (next - start > LONGEST_NUMBER) {
            throw new NotPlainException();
        }
        Number number = new PlainNumber(text.substring(start, next));
        skipSpace();
        return number;
    }

    private void digits(int most) throws NotPlainException {
        int start = next;
        while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
        if (next == start || next - start > most) {
            throw new NotPlainException();
        }
    }

    private boolean skip(char c) {
        boolean isNext = next < text.length() && text.charAt(next) == c;
        next += isNext ? 1 : 0;
        return isNext;
    }

    private boolean took(char mark) {
        boolean isNext = skip(mark);
        skipSpace();
        return isNext;
    }

    private void take(char mark) throws NotPlainException {
        if (!took(mark)) {
            throw new NotPlainException();
        }
    }

    private char peek() throws NotPlainException {
        if (next == text.length()) {
            throw new NotPlainException();
        }
        return text.charAt(next);
    }

    private void skipSpace() {
        while (next < text.length() && isSpace(text.charAt(next))) {
            next++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
