package dev.latchkey.cli.fuzz;

import dev.latchkey.cli.json.QuickJson;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any text as JSON: an object that can be written again, or the one exception, which quotes nothing; and the same whichever reader
 * reads it.
 */
public final class JsonFuzz {
    private static final Json QUICK = new QuickJson(FuzzedServer.JSON);

    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Secret text = Secret.of(new String(input, StandardCharsets.UTF_8));
        Map<String, Object> quick = read(QUICK, text);
        Map<String, Object> object = read(FuzzedServer.JSON, text);
        FuzzedServer.check(Objects.equals(comparable(object), comparable(quick)), "the readers differ");
        if (object != null) {
            Secret written = FuzzedServer.JSON.write(object);
            Map<String, Object> again = read(FuzzedServer.JSON, written);
            FuzzedServer.check(again != null && FuzzedServer.JSON.write(again).equals(written), "not the same");
        }
    }

    private static @Nullable Map<String, Object> read(Json json, Secret text) {
        try {
            return json.read(text);
        } catch (JsonFormatException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** With one type of numbers. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> same = new LinkedHashMap<>();
            map.forEach((name, element) -> same.put(name, comparable(element)));
            return same;
        }
        if (value instanceof List<?> list) {
            List<Object> same = new ArrayList<>();
            list.forEach(element -> same.add(comparable(element)));
            return same;
        }
        return value;
    }
}
