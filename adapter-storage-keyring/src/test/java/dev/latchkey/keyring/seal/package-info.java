@NullMarked
package dev.latchkey.keyring.seal;

import org.jspecify.annotations.NullMarked;
