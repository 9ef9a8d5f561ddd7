/**
 * The whole story of a login against an authorization server in this very process, for a newcomer without an account. Start
 * with {@link dev.latchkey.cli.demo.Demo}.
 */
@NullMarked
package dev.latchkey.cli.demo;

import org.jspecify.annotations.NullMarked;
