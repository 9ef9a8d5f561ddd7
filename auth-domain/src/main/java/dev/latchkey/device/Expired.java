package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import java.util.Optional;

/**
 * Nobody approved the login in time. Final.
 *
 * @param trouble why the last poll got no response from the server, if it did not
 */
public record Expired(Optional<DisplayText> trouble) implements DeviceFlow {}
