/** The command line with a real Keycloak. */
@NullMarked
package dev.latchkey.acceptance.keycloak;

import org.jspecify.annotations.NullMarked;
