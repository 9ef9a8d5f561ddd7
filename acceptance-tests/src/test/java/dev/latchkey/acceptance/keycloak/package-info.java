/** The command line against a real Keycloak. */
@NullMarked
package dev.latchkey.acceptance.keycloak;

import org.jspecify.annotations.NullMarked;
