package dev.latchkey.acceptance.fuzz;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.contract.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any text as JSON: either an object that can be written again, or the documented exception, which quotes nothing. */
public final class JsonFuzz {
    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Secret text = Secret.of(new String(input, StandardCharsets.UTF_8));
        Map<String, Object> object = read(FuzzedServer.JSON, text);
        if (object != null) {
            Secret written = FuzzedServer.JSON.write(object);
            Map<String, Object> again = read(FuzzedServer.JSON, written);
            FuzzedServer.check(again != null && FuzzedServer.JSON.write(again).equals(written), "not the same");
        }
    }

    private static @Nullable Map<String, Object> read(Json json, Secret text) {
        try {
            return Decimals.in(json.read(text));
        } catch (JsonFormatException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
