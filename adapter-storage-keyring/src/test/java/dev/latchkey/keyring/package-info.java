/** The keyring store's tests. Those that end in IT run against a real Secret Service. */
@NullMarked
package dev.latchkey.keyring;

import org.jspecify.annotations.NullMarked;
