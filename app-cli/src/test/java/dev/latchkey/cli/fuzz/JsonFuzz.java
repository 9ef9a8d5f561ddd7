package dev.latchkey.cli.fuzz;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any text as JSON: an object that can be written again, or the one exception, which quotes nothing. */
public final class JsonFuzz {
    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Map<String, Object> object = FuzzedServer.JSON.read(Secret.of(new String(input, StandardCharsets.UTF_8)));
            Secret written = FuzzedServer.JSON.write(object);
            FuzzedServer.check(
                    FuzzedServer.JSON.write(FuzzedServer.JSON.read(written)).equals(written), "not the same");
        } catch (JsonFormatException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
