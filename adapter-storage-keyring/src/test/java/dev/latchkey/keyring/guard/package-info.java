@NullMarked
package dev.latchkey.keyring.guard;

import org.jspecify.annotations.NullMarked;
