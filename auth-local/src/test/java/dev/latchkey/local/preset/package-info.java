@NullMarked
package dev.latchkey.local.preset;

import org.jspecify.annotations.NullMarked;
