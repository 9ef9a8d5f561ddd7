package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * Nobody approved the code in time. Final.
 *
 * @param trouble why the last poll brought no word of the server's, or null if it did
 */
public record Expired(@Nullable DisplayText trouble) implements DeviceFlow {
    @Override
    public Kind kind() {
        return Kind.EXPIRED;
    }
}
