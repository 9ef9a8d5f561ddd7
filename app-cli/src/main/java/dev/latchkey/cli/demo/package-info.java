/** A complete login against a server in this process: {@link dev.latchkey.cli.demo.Demo}. */
@NullMarked
package dev.latchkey.cli.demo;

import org.jspecify.annotations.NullMarked;
