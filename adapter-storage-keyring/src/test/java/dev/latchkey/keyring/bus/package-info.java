@NullMarked
package dev.latchkey.keyring.bus;

import org.jspecify.annotations.NullMarked;
