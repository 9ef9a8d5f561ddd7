package dev.latchkey.cli.json;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the plainest JSON by itself: with strings that hold no escape, and numbers that are not parsed. That is what is in this
 * program's own files, and the library that reads the rest takes longer to load than such a file takes to read. Whatever is not
 * plain, another reader gets. Safe for use by several threads.
 */
public final class QuickJson implements Json {
    private final Json full;

    /** @param full reads what is not plain, and writes */
    public QuickJson(Json full) {
        this.full = Objects.requireNonNull(full, "full");
    }

    @Override
    public Map<String, Object> read(Secret text) throws JsonFormatException {
        Map<String, Object> plain = new PlainReader(text.reveal()).read();
        return plain == null ? full.read(text) : plain;
    }

    @Override
    public Secret write(Map<String, ?> object) {
        return full.write(object);
    }
}
