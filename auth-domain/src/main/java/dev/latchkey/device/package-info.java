/**
 * The device flow (RFC 8628): {@link dev.latchkey.device.DeviceFlow} determines what to do next and never reads a clock; {@link
 * dev.latchkey.device.DeviceLogin} drives it through the ports.
 */
@NullMarked
package dev.latchkey.device;

import org.jspecify.annotations.NullMarked;
