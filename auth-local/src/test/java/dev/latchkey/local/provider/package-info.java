@NullMarked
package dev.latchkey.local.provider;

import org.jspecify.annotations.NullMarked;
