/**
 * The options that every command has, {@link dev.latchkey.cli.options.GlobalOptions}, and which of them make an ad hoc
 * provider, {@link dev.latchkey.cli.options.ClientOptions}.
 */
@NullMarked
package dev.latchkey.cli.options;

import org.jspecify.annotations.NullMarked;
