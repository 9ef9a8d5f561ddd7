@NullMarked
package dev.latchkey.local.storage;

import org.jspecify.annotations.NullMarked;
