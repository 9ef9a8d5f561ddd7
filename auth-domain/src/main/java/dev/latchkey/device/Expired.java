package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import java.util.Optional;

/**
 * Nobody approved the code in time. Final.
 *
 * @param trouble why the last poll brought no word of the server's, if it did not
 */
public record Expired(Optional<DisplayText> trouble) implements DeviceFlow {}
