package dev.latchkey.cli.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.util.List;
import java.util.Map;

/**
 * The result of a command.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Run(int code, String out, String err) {
    /** Asserts the exit code; a failure shows all output. */
    public Run expect(int expected) {
        assertEquals(expected, code, () -> "out: " + out + "\nerr: " + err);
        return this;
    }

    /** Asserts that standard error contains this. */
    public Run saysOnErr(String text) {
        assertTrue(err.contains(text), () -> "expected on err: " + text + "\nerr: " + err + "\nout: " + out);
        return this;
    }

    /** Asserts that standard output contains this. */
    public Run saysOnOut(String text) {
        assertTrue(out.contains(text), () -> "expected on out: " + text + "\nout: " + out + "\nerr: " + err);
        return this;
    }

    /** The JSON objects of the output, one per line. */
    public List<Map<String, Object>> json() {
        return out.lines().map(Run::parse).toList();
    }

    /** The only JSON object of the output. */
    public Map<String, Object> onlyJson() {
        assertEquals(1, json().size(), out);
        return json().get(0);
    }

    private static Map<String, Object> parse(String line) {
        try {
            return new MoshiJson().read(Secret.of(line));
        } catch (JsonFormatException e) {
            throw new AssertionError("not a JSON object: " + line, e);
        }
    }
}
